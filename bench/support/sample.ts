/** What some runs took, each on average. */
export interface Sample {
  /** Milliseconds by the clock, and of the processor, the collector's helpers included. */
  readonly clock: number;
  readonly processor: number;
  /** Milliseconds by the clock in which garbage was collected, and how often all of the heap was. */
  readonly collecting: number;
  readonly fullCollections: number;
}

/**
 * Elapsed or processor time, whichever is less: elapsed time holds the work of others on the machine, processor time
 * that of the garbage collector's helpers, who work at the same time.
 */
export function lesser({ clock, processor }: Pick<Sample, "clock" | "processor">): number {
  return Math.min(clock, processor);
}

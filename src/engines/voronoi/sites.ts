/**
 * What is remembered of each node's site: its place in the bounding box of its group's room, its weight per area,
 * and the mean asp of its group when that was planned. In the second half of the arrays, by the heaviest node of a
 * group that is itself a member of another, the same of this member.
 */
export interface Sites {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly w: Float64Array;
  readonly asp: Float64Array;
}

/** Sites of which none is known yet. */
export function emptySites(size: number): Sites {
  const unknown = () => new Float64Array(2 * size).fill(NaN);
  return { x: unknown(), y: unknown(), w: unknown(), asp: unknown() };
}

/** A function that puts what is known of the sites of nodes `first` … `end` − 1 back as it is now. */
export function rememberSites({ x, y, w, asp }: Sites, first: number, end: number): () => void {
  const half = x.length / 2;
  const saved = [x, y, w, asp].flatMap((array) =>
    [first, half + first].map((from) => ({ array, from, values: array.slice(from, from + end - first) })),
  );
  return () => {
    for (const { array, from, values } of saved) array.set(values, from);
  };
}

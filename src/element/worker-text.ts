/**
 * The whole of the element's worker as a text, which the build puts in the place of this file.
 *
 * @throws Error here, where nothing was built
 */
export function workerText(): Promise<string> {
  throw new Error("this build holds no text of the worker");
}

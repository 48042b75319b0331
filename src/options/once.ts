/** The same function, run when it is first called and never again. */
export function once<R>(make: () => R): () => R {
  let made: { readonly result: R } | undefined;
  return () => (made ??= { result: make() }).result;
}

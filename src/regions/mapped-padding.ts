import type { Padding } from "../partition/padding.ts";

/** The padding of some nodes of a tree by their numbers in another, where −1 stands for one that has none. */
export function mappedPadding(padding: Padding, numbers: readonly number[]): Padding {
  const of = (distance: (i: number) => number) => (k: number) =>
    numbers[k]! < 0 ? 0 : distance(numbers[k]!);
  const { none, inner, top, right, bottom, left } = padding;
  return { none, inner: of(inner), top: of(top), right: of(right), bottom: of(bottom), left: of(left) };
}

/** A name within this part of its own length counts as misspelt; one letter in any case. */
const MISSPELT = 0.4;

/** The one of these names that was probably meant, or undefined if none comes near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(MISSPELT * Math.min(name.length, 60)));
  const wanted = name.toLowerCase();
  for (const candidate of known) {
    const changes = editDistance(wanted, candidate.toLowerCase(), least);
    if (changes < least || (changes === least && best === undefined)) {
      best = candidate;
      least = changes;
    }
  }
  return best;
}

/** Letters to add, drop, change or swap with their neighbour to make one word of another; more than `most` is not counted. */
function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1));
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}

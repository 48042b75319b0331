/** A name within this part of its own length counts as misspelt; one letter in any case. */
const MISSPELT = 0.4;

/** The one of these names that was probably meant, or undefined if none comes near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(MISSPELT * Math.min(name.length, 60)));
  const wanted = name.toLowerCase();
  for (const candidate of known) {
    // So much longer or shorter, it takes more changes than that.
    if (Math.abs(candidate.length - name.length) > least) continue;
    const changes = editDistance(wanted, candidate.toLowerCase());
    if (changes < least || (changes === least && best === undefined)) {
      best = candidate;
      least = changes;
    }
  }
  return best;
}

/** Letters to add, drop, change or swap with their neighbour to make one word of another. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const last = rows[i - 1]!;
    const row = (rows[i] = [i]);
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        last[j]! + 1,
        row[j - 1]! + 1,
        last[j - 1]! + (isSame ? 0 : 1),
        isSwapped ? rows[i - 2]![j - 2]! + 1 : Infinity,
      );
    }
  }
  return rows[a.length]![b.length]!;
}

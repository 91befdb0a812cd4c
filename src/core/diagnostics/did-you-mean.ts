/** The candidate nearest to what was typed, if it is near enough to be a slip of the fingers. */
export function didYouMean(typed: string, candidates: Iterable<string>): string | undefined {
  const limit = typed.length <= 3 ? 1 : typed.length <= 7 ? 2 : 3;
  const wanted = typed.toLowerCase();
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - typed.length) > limit) continue;
    const found = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (found < bestDistance) {
      best = candidate;
      bestDistance = found;
    }
  }
  return best;
}

/** `did you mean "x"?`, or nothing. */
export function meant(typed: string, candidates: Iterable<string>): string | undefined {
  const best = didYouMean(typed, candidates);
  return best === undefined ? undefined : `did you mean "${best}"?`;
}

/** Insertions, deletions, changes and swaps of neighbours between two words; gives up at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest >= limit) return limit;
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

/** Which points a run looks at: the same for the same seed. */
export const SEED = Number(process.env['PANKA_SEED'] ?? 1);

/** `count` of them in an order of the seed's; all when there are no more. */
export function seededSample<T>(all: readonly T[], count: number, seed = SEED): readonly T[] {
  const random = seededRandom(seed);
  return all
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ item }) => item);
}

/** Numbers from 0 to below 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** First and last address of an IPv4 range, as numbers. */
export interface CidrRange {
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
}

/** `10.0.0.0/16`; undefined for what is no IPv4 range, or has bits set behind its prefix. */
export function parseCidr(text: unknown): CidrRange | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(String(text));
  if (match === null) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  if ([a, b, c, d].some((byte) => byte > 255) || prefix > 32) return undefined;
  const first = ((a * 256 + b) * 256 + c) * 256 + d;
  const size = 2 ** (32 - prefix);
  return first % size === 0 ? { first, last: first + size - 1, prefix } : undefined;
}

export function overlap(a: CidrRange, b: CidrRange): boolean {
  return a.first <= b.last && b.first <= a.last;
}

export function isWithin(inner: CidrRange, outer: CidrRange): boolean {
  return inner.first >= outer.first && inner.last <= outer.last;
}

/** The nth address of a range. */
export function addressIn(range: CidrRange, n: number): string {
  const address = range.first + (n % (range.last - range.first + 1));
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

import { isIPv4, isIPv6 } from 'node:net';

/** Whether a range lies in another. What is no CIDR, such as a prefix list, contains only itself. */
export function contains(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  const [out, within] = [range(outer), range(inner)];
  if (!out || !within || out.size !== within.size || out.length > within.length) return false;
  const shift = BigInt(out.size - out.length);
  return out.address >> shift === within.address >> shift;
}

interface Range {
  readonly address: bigint;
  /** Bits of the prefix. */
  readonly length: number;
  /** Bits of an address. */
  readonly size: 32 | 128;
}

function range(cidr: string): Range | undefined {
  const [text = '', prefix = ''] = cidr.split('/');
  const size = isIPv4(text) ? 32 : isIPv6(text) ? 128 : undefined;
  const length = Number(prefix);
  if (size === undefined || !/^\d+$/.test(prefix) || length > size) return undefined;
  return { address: size === 32 ? joined(text.split('.').map(Number), 8) : joined(groups(text), 16), length, size };
}

function joined(parts: readonly number[], bits: number): bigint {
  return parts.reduce((all, part) => (all << BigInt(bits)) | BigInt(part), 0n);
}

/** The eight groups of an IPv6 address, which may end in an IPv4 one. */
function groups(text: string): number[] {
  const [left = '', right] = text.split('::');
  const [start, end] = [words(left), words(right ?? '')];
  return [...start, ...Array<number>(8 - start.length - end.length).fill(0), ...end];
}

function words(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

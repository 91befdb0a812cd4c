/**
 * Versions of the Pulumi CLI that panka works with. Older ones do not journal their steps by default (pulumi/pulumi#22041),
 * without which a killed run cannot be repaired; another major version may speak another protocol.
 */
export const OLDEST_PULUMI = '3.225.0';

/** The version that panka is tested with and installs. */
export const TESTED_PULUMI = '3.260.0';

export type VersionFit = 'tested' | 'newer' | 'too-old' | 'unknown';

/** How well a CLI of this version fits; `newer` is used, with a word of caution in `panka doctor`. */
export function fitOf(version: string): VersionFit {
  const parts = partsOf(version);
  if (parts === undefined || parts[0] !== partsOf(OLDEST_PULUMI)?.[0]) return 'unknown';
  if (compare(version, OLDEST_PULUMI) < 0) return 'too-old';
  return compare(version, TESTED_PULUMI) > 0 ? 'newer' : 'tested';
}

/** `v3.260.0` or `3.260.0-dev.0` as major, minor, patch. */
function partsOf(version: string): readonly [number, number, number] | undefined {
  const found = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version);
  return found === null ? undefined : [Number(found[1]), Number(found[2]), Number(found[3])];
}

function compare(one: string, other: string): number {
  const [a = [0, 0, 0], b = [0, 0, 0]] = [partsOf(one), partsOf(other)];
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

import type { SubnetTier } from '../../sdk/index.js';
import { cidrNotUsable } from './errors.js';

/** Sizes that AWS allows for a VPC, and the smallest from which three subnets of each tier can be cut. */
const PREFIX = { largest: 16, smallestVpc: 20 } as const;

/**
 * The block of a tier's nth subnet (0 to 2). A /16 gives public and data /24s and private /20s; smaller ones shrink alike.
 * Each tier has room for three, so that a third zone moves nothing.
 *
 * Sixteen slots: slot 0 is cut into sixteen again (public 0–2, data 8–10), private subnets are slots 1 to 3.
 */
export function subnetCidr(vpc: string, tier: SubnetTier, index: number): string {
  const { address, prefix } = parsed(vpc);
  if (prefix < PREFIX.largest || prefix > PREFIX.smallestVpc)
    throw cidrNotUsable(vpc, `must be between /${PREFIX.largest} and /${PREFIX.smallestVpc}`);
  if (tier === 'private') return block(address, prefix + 4, 1 + index);
  return block(address, prefix + 8, tier === 'public' ? index : 8 + index);
}

function block(address: number, prefix: number, index: number): string {
  return `${dotted(address + index * 2 ** (32 - prefix))}/${prefix}`;
}

function parsed(cidr: string): { address: number; prefix: number } {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  const octets = match?.slice(1, 5).map(Number) ?? [];
  const prefix = Number(match?.[5]);
  if (match === null || prefix > 32 || octets.some((o) => o > 255)) throw cidrNotUsable(cidr, 'is not an IPv4 block');
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  if (address % 2 ** (32 - prefix) !== 0) throw cidrNotUsable(cidr, `does not start at a multiple of its size`);
  return { address, prefix };
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

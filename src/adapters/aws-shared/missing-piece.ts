import type { Network, SharedPiece } from '../../sdk/index.js';
import { networkMissing, sharedPieceMissing } from './errors.js';

/** Stands for a piece that the stack does not have: asking it for anything stops the run with what to change. */
export function missingPiece<T extends object>(piece: SharedPiece): T {
  const refuse = (property: string | symbol) => {
    // Inspection and promises probe any object; only a real question is an error.
    if (typeof property === 'symbol' || ['then', 'toJSON', 'constructor'].includes(property)) return undefined;
    throw sharedPieceMissing(piece);
  };
  return new Proxy({} as T, { get: (_, property) => refuse(property) });
}

export function missingNetwork(): Network {
  return {
    get vpcId(): never {
      throw networkMissing('vpcId');
    },
    get cidr(): never {
      throw networkMissing('cidr');
    },
    subnets: (tier) => {
      throw networkMissing(`${tier} subnets`);
    },
    zones: (tier) => {
      throw networkMissing(`zones of ${tier} subnets`);
    },
  };
}

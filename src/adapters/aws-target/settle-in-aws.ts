import type { SettleRequest, SettleResult } from '../../core/engine/deployment-engine.js';
import type { SecretSealer } from '../../core/state/secret-sealer.js';
import { settlePending } from '../embedded-engine/settle.js';
import { StateCodec } from '../embedded-engine/state-codec.js';
import type { CreatedInAws } from './created-in-aws.js';

/**
 * Settles what an interrupted run left pending in AWS. Whether a creation was done, the account says; what is adopted has the
 * outputs that its inputs are, until a refresh asks for the rest. Updates and deletions are done again by the next run, which
 * the provider takes well.
 */
export function settleInAws(created: CreatedInAws, secrets: SecretSealer) {
  return async ({ base }: SettleRequest): Promise<SettleResult> =>
    settlePending(base, {
      provider: {
        find: (request) => created.find(request),
        read: async ({ id, inputs = {} }) => ({ id, inputs, outputs: inputs }),
      },
      codec: new StateCodec(secrets),
      onlyCreations: true,
    });
}

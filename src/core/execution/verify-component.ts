import type { ComponentOf, JsonObject, Verification, Verifier, VerifyContext } from '../../sdk/index.js';
import { verificationFailed } from './errors.js';

export interface VerifyRequest {
  readonly component: ComponentOf;
  readonly verifier: Verifier;
  readonly context: VerifyContext & { readonly outputs: JsonObject };
  readonly backOff: (n: number) => number;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** Looks until the component is healthy. Throws VerificationFailed when it is not, or not within its limit. */
export async function verifyComponent(request: VerifyRequest): Promise<Verification> {
  const { component, verifier, context } = request;
  const limit = verifier.limitSeconds(component.spec);
  const began = request.now();
  for (let n = 1; ; n++) {
    const verification = await verifier.check(component, context);
    if (verification.status === 'healthy' || verification.status === 'degraded') return verification;
    if (verification.status === 'failed') throw verificationFailed(component.address, verification);
    const wait = request.backOff(n);
    if (request.now() - began + wait > limit * 1000) throw verificationFailed(component.address, verification, limit);
    context.signal?.throwIfAborted();
    await request.sleep(wait, context.signal);
  }
}

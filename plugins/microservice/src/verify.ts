import { timeoutMinutesOf, verifyWorkload } from '@panka/plugin-common';
import type { ComponentOf, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { MicroServiceSpec } from './schema.js';

/** Healthy when the version that was deployed runs in the number wanted, alone, and its targets answer. */
export default class MicroServiceVerifier implements Verifier<MicroServiceSpec> {
  readonly limitSeconds = (spec: MicroServiceSpec) => timeoutMinutesOf(spec.deployment) * 60;

  check(component: ComponentOf<MicroServiceSpec>, context: VerifyContext): Promise<Verification> {
    return verifyWorkload(component.address, context);
  }
}

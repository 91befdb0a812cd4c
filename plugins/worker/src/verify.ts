import { timeoutMinutesOf, verifyWorkload } from '@panka/plugin-common';
import type { ComponentOf, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { WorkerSpec } from './schema.js';

/** Healthy when the version that was deployed runs in the number wanted, alone. */
export default class WorkerVerifier implements Verifier<WorkerSpec> {
  readonly limitSeconds = (spec: WorkerSpec) => timeoutMinutesOf(spec.deployment) * 60;

  check(component: ComponentOf<WorkerSpec>, context: VerifyContext): Promise<Verification> {
    return verifyWorkload(component.address, context);
  }
}

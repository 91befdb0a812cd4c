import {
  CERTIFICATE_LIMIT,
  LOAD_BALANCER_LIMIT,
  lookAtCertificates,
  lookAtLoadBalancer,
  verdict,
} from '@panka/plugin-common';
import type { ComponentOf, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { NlbSpec } from './schema.js';

/** Active, with certificates that were issued. Its targets come in a later wave and look at their own health. */
export default class NlbVerifier implements Verifier<NlbSpec> {
  readonly limitSeconds = ({ listeners }: NlbSpec) =>
    listeners.some(({ certificate }) => certificate?.domain !== undefined) ? CERTIFICATE_LIMIT : LOAD_BALANCER_LIMIT;

  async check(component: ComponentOf<NlbSpec>, context: VerifyContext): Promise<Verification> {
    const certificates = component.spec.listeners.flatMap((listener) => listener.certificate ?? []);
    const [balancer, issued] = await Promise.all([
      lookAtLoadBalancer(component.address, context),
      lookAtCertificates(component.address, context, { code: 'PANKA-NLB-012', certificates }),
    ]);
    return verdict([balancer, ...issued]);
  }
}

import {
  CERTIFICATE_LIMIT,
  LOAD_BALANCER_LIMIT,
  lookAtCertificates,
  lookAtLoadBalancer,
  verdict,
} from '@panka/plugin-common';
import type { ComponentOf, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { AlbSpec } from './schema.js';

/** Active, with a certificate that was issued. Its targets come in a later wave and look at their own health. */
export default class AlbVerifier implements Verifier<AlbSpec> {
  readonly limitSeconds = (spec: AlbSpec) =>
    spec.certificate?.domain === undefined ? LOAD_BALANCER_LIMIT : CERTIFICATE_LIMIT;

  async check(component: ComponentOf<AlbSpec>, context: VerifyContext): Promise<Verification> {
    const certificates = component.spec.certificate === undefined ? [] : [component.spec.certificate];
    const [balancer, issued] = await Promise.all([
      lookAtLoadBalancer(component.address, context),
      lookAtCertificates(component.address, context, { code: 'PANKA-ALB-003', certificates }),
    ]);
    return verdict([balancer, ...issued]);
  }
}

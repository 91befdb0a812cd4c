import { asObject, asObjects, type Look, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { AlbSpec } from './schema.js';

const ACTIVE_LIMIT = 300;
const CERTIFICATE_LIMIT = 600;

/** States of a certificate that no waiting changes. */
const REFUSED = ['FAILED', 'VALIDATION_TIMED_OUT', 'REVOKED', 'EXPIRED', 'INACTIVE'];

/** Active, with a certificate that was issued. Its targets come in a later wave and look at their own health. */
export default class AlbVerifier implements Verifier<AlbSpec> {
  readonly limitSeconds = (spec: AlbSpec) =>
    spec.certificate?.domain === undefined ? ACTIVE_LIMIT : CERTIFICATE_LIMIT;

  async check(component: ComponentOf<AlbSpec>, context: VerifyContext): Promise<Verification> {
    const certificates = context.resources.filter((r) => r.type === 'aws:acm/certificate:Certificate');
    const looks = [
      this.loadBalancer(component, context),
      ...certificates.map((c) => this.certificate(component, context, String(c.outputs.arn))),
    ];
    return verdict(await Promise.all(looks));
  }

  private loadBalancer(component: ComponentOf<AlbSpec>, context: VerifyContext): Promise<Look> {
    return look(`elasticloadbalancing:DescribeLoadBalancers ${component.address}`, async () => {
      const answer = asObject(
        await context.aws.call('elasticloadbalancing:DescribeLoadBalancers', {
          LoadBalancerArns: [String(context.outputs.loadBalancerArn)],
        }),
      );
      const state = asObject(asObjects(answer.LoadBalancers)[0]?.State);
      return state.Code === 'active'
        ? undefined
        : `state is ${String(state.Code)} ${String(state.Reason ?? '')}`.trim();
    });
  }

  private async certificate(component: ComponentOf<AlbSpec>, context: VerifyContext, arn: string): Promise<Look> {
    let status = '';
    const seen = await look(`acm:DescribeCertificate ${component.address}`, async () => {
      const answer = asObject(await context.aws.call('acm:DescribeCertificate', { CertificateArn: arn }));
      status = String(asObject(answer.Certificate).Status);
      const { domain, zone } = component.spec.certificate ?? {};
      return status === 'ISSUED'
        ? undefined
        : `PANKA-ALB-003 the certificate of ${domain} is ${status}; AWS must find its records in public DNS: is the zone ${zone} delegated?`;
    });
    return { ...seen, fatal: REFUSED.includes(status) };
  }
}

import { errorAt, warningAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import { balancerOrigin } from './origin-kinds.js';
import type { Origin } from './origin-schema.js';
import type { CloudFrontSpec } from './schema.js';

const WEBSITE = /\.s3-website[.-]/;
const BUCKET = /(^|\.)s3[.-]([a-z0-9-]+\.)?amazonaws\.com$/;

/** Every origin is one thing, and can be reached as CloudFront wants to. */
export function originRules(component: ComponentOf<CloudFrontSpec>, view: ApplicationView): Finding[] {
  const { origins } = component.spec;
  return origins.flatMap((origin, index): Finding[] => {
    const at = `/origins/${index}`;
    if (origins.findIndex(({ name }) => name === origin.name) !== index)
      return [errorAt(`${at}/name`, 'PANKA-CF-005', `origin ${origin.name} is declared twice`)];
    if ((origin.component === undefined) === (origin.domain === undefined))
      return [errorAt(at, 'PANKA-CF-005', `origin ${origin.name} needs exactly one of component and domain`)];
    if (origin.domain !== undefined) return domainRules(origin.domain, at);
    const other = view.find(origin.component ?? '', component);
    return other === undefined ? [] : (KIND_RULES[other.kind]?.(origin, at, other) ?? []);
  });
}

function domainRules(domain: string, at: string): Finding[] {
  if (WEBSITE.test(domain))
    return [errorAt(`${at}/domain`, 'PANKA-CF-003', "S3 website endpoints can't be used; give the component")];
  if (BUCKET.test(domain))
    return [
      errorAt(
        `${at}/domain`,
        'PANKA-CF-003',
        `${domain} is a bucket, which answers signed requests only; give the component`,
      ),
    ];
  return [];
}

type KindRule = (origin: Origin, at: string, other: ComponentOf) => Finding[];
const KIND_RULES: Readonly<Record<string, KindRule>> = { S3: bucketRules, ALB: balancerRules };

/** Objects under a key of the user's can be read only if that key says so; the stack's does. */
function bucketRules(_: Origin, at: string, bucket: ComponentOf): Finding[] {
  const { encryption } = bucket.spec as { encryption?: { algorithm?: string; kmsKeyId?: string } };
  if (encryption?.algorithm !== 'aws:kms' || (encryption.kmsKeyId ?? 'stack') === 'stack') return [];
  return [
    warningAt(
      `${at}/component`,
      'PANKA-CF-011',
      `objects of ${bucket.name} are encrypted with ${encryption.kmsKeyId}; its policy must let cloudfront.amazonaws.com decrypt`,
    ),
  ];
}

function balancerRules(_: Origin, at: string, balancer: ComponentOf): Finding[] {
  const { tls, host, open } = balancerOrigin(balancer);
  const findings: Finding[] = [];
  if (tls && host === undefined)
    findings.push(
      errorAt(
        `${at}/component`,
        'PANKA-CF-012',
        `ALB ${balancer.name} speaks TLS, and CloudFront must ask for a name in its certificate: give the ALB a domain`,
        'domain: { names: [origin.example.com], zone: example.com }',
      ),
    );
  if (open)
    findings.push(
      warningAt(
        `${at}/component`,
        'PANKA-CF-006',
        `ALB ${balancer.name} takes requests of everybody, around the distribution; make it internal, or let only CloudFront in`,
        'scheme: internal',
      ),
    );
  return findings;
}

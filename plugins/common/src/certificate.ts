import { type Static, Type } from '@sinclair/typebox';
import type { Finding } from 'panka/sdk';
import { errorAt } from './finding.js';

/** A DNS name, with `*.` in front or without. */
export const DOMAIN_NAME = '^(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$';

/** Fields of a certificate that exists, or that is made and validated by DNS: exactly one of `arn` and `domain`. */
export const certificateFields = {
  arn: Type.Optional(
    Type.String({ pattern: '^arn:', description: 'ARN of a certificate that exists; instead of domain' }),
  ),
  domain: Type.Optional(
    Type.String({ pattern: DOMAIN_NAME, description: 'Name to get a certificate for, validated by DNS' }),
  ),
  alternativeNames: Type.Optional(
    Type.Array(Type.String({ pattern: DOMAIN_NAME }), { description: 'Further names of that certificate' }),
  ),
  zone: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'Route 53 zone (name or id) where the validation records go; needed with domain',
    }),
  ),
};

const shape = Type.Object(certificateFields);
export type CertificateSpec = Static<typeof shape>;

/** What is wrong with a certificate; `path` is that of the field which holds it. */
export function certificateRules(certificate: CertificateSpec, at: { path: string; code: string }): Finding[] {
  const { arn, domain, zone } = certificate;
  if ((arn === undefined) === (domain === undefined))
    return [errorAt(at.path, at.code, 'certificate needs exactly one of arn and domain')];
  if (domain === undefined || zone !== undefined) return [];
  return [
    errorAt(
      `${at.path}/zone`,
      at.code,
      `certificate.domain ${domain} needs the zone that it is validated in`,
      'zone: example.com',
    ),
  ];
}

/** Names that the certificate is for; undefined for one that exists elsewhere, whose names are not known here. */
export function certificateNames({ domain, alternativeNames = [] }: CertificateSpec): readonly string[] | undefined {
  return domain === undefined ? undefined : [domain, ...alternativeNames];
}

/** True when one of these names of a certificate is good for a host; `*.` stands for one label. Source: RFC 6125. */
export function covers(names: readonly string[], host: string): boolean {
  const parent = `*${host.slice(host.indexOf('.'))}`;
  return names.includes(host) || (host.includes('.') && names.includes(parent));
}

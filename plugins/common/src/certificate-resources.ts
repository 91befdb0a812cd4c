import type { Certificate } from '@pulumi/aws/acm/index.js';
import type { Record as DnsRecord, RecordType } from '@pulumi/aws/route53/index.js';
import type { Input, Output } from '@pulumi/pulumi';
import type { ComponentOf, Tags, TranslateContext } from 'panka/sdk';
import type { CertificateSpec } from './certificate.js';
import { type AwsModule, zoneId } from './dns-records.js';

/** Minutes that DNS validation may take; a zone that is not delegated never gets there. */
const VALIDATION_LIMIT = '10m';
const RECORD_TTL = 300;

export interface CertificateRequest {
  readonly aws: AwsModule;
  readonly certificate: CertificateSpec;
  readonly tags: Tags;
  /** Start of the logical names; default `certificate`. */
  readonly part?: string;
  /** Region of the certificate where that isn't the stack's: CloudFront takes only those of us-east-1. */
  readonly region?: string;
}

/** ARN of a certificate that exists, or of one that is made and validated by DNS: known once AWS has issued it. */
export function certificateArn(
  component: ComponentOf<unknown>,
  context: TranslateContext,
  request: CertificateRequest,
): Input<string> | undefined {
  const { aws, certificate, tags, part = 'certificate', region } = request;
  const { arn, domain, alternativeNames = [], zone } = certificate;
  if (arn !== undefined || domain === undefined || zone === undefined) return arn;
  const where = region === undefined ? {} : { region };
  const name = context.logicalName(part);
  const made = new aws.acm.Certificate(
    name,
    {
      domainName: domain,
      ...(alternativeNames.length === 0 ? {} : { subjectAlternativeNames: alternativeNames }),
      validationMethod: 'DNS',
      ...where,
      tags: tags.of(component, name),
    },
    context.options(),
  );
  const records = validationRecords(made, context, { aws, part, names: [domain, ...alternativeNames], zone });
  const validation = new aws.acm.CertificateValidation(
    context.logicalName(`${part}-validation`),
    { certificateArn: made.arn, validationRecordFqdns: records.map((record) => record.fqdn), ...where },
    context.options({ customTimeouts: { create: VALIDATION_LIMIT } }),
  );
  return validation.certificateArn;
}

/** `example.com` and `*.example.com` are validated by the same record. */
function validationRecords(
  certificate: Certificate,
  context: TranslateContext,
  at: { aws: AwsModule; part: string; names: readonly string[]; zone: string },
): DnsRecord[] {
  const bare = [...new Set(at.names.map((name) => name.replace(/^\*\./, '')))];
  return bare.map((name) => {
    const option = certificate.domainValidationOptions.apply((options) => {
      const found = options.find((o) => o.domainName.replace(/^\*\./, '') === name);
      if (found === undefined) throw new Error(`AWS gave no validation record for ${name}`);
      return found;
    });
    return new at.aws.route53.Record(
      context.logicalName(`${at.part}-record/${name}`),
      {
        zoneId: zoneId(at.aws, at.zone),
        name: option.resourceRecordName,
        type: option.resourceRecordType as Output<RecordType>,
        records: [option.resourceRecordValue],
        ttl: RECORD_TTL,
        allowOverwrite: true,
      },
      context.options(),
    );
  });
}

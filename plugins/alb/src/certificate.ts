import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, Tags, TranslateContext } from 'panka/sdk';
import type { AlbSpec } from './schema.js';

type Component = ComponentOf<AlbSpec>;

/** Minutes that DNS validation may take; a zone that is not delegated never gets there. */
const VALIDATION_LIMIT = '10m';
const RECORD_TTL = 300;

/** ARN of the certificate of the HTTPS listener: one that exists, or one that is made and validated by DNS. */
export function certificateArn(
  component: Component,
  context: TranslateContext,
  tags: Tags,
): pulumi.Input<string> | undefined {
  const { certificate } = component.spec;
  if (certificate === undefined) return undefined;
  if (certificate.arn !== undefined) return certificate.arn;
  const { domain, alternativeNames = [], zone } = certificate;
  if (domain === undefined || zone === undefined) return undefined;
  const name = context.logicalName('certificate');
  const made = new aws.acm.Certificate(
    name,
    {
      domainName: domain,
      ...(alternativeNames.length === 0 ? {} : { subjectAlternativeNames: alternativeNames }),
      validationMethod: 'DNS',
      tags: tags.of(component, name),
    },
    context.options(),
  );
  const records = validationRecords(made, { names: [domain, ...alternativeNames], zone, context });
  const validation = new aws.acm.CertificateValidation(
    context.logicalName('certificate-validation'),
    { certificateArn: made.arn, validationRecordFqdns: records.map((record) => record.fqdn) },
    context.options({ customTimeouts: { create: VALIDATION_LIMIT } }),
  );
  return validation.certificateArn;
}

/** `example.com` and `*.example.com` are validated by the same record. */
function validationRecords(
  certificate: aws.acm.Certificate,
  at: { names: readonly string[]; zone: string; context: TranslateContext },
): aws.route53.Record[] {
  const bare = [...new Set(at.names.map((name) => name.replace(/^\*\./, '')))];
  return bare.map((name) => {
    const option = certificate.domainValidationOptions.apply((options) => {
      const found = options.find((o) => o.domainName.replace(/^\*\./, '') === name);
      if (found === undefined) throw new Error(`AWS gave no validation record for ${name}`);
      return found;
    });
    return new aws.route53.Record(
      at.context.logicalName(`certificate-record/${name}`),
      {
        zoneId: zoneId(at.zone),
        name: option.resourceRecordName,
        type: option.resourceRecordType as pulumi.Output<aws.route53.RecordType>,
        records: [option.resourceRecordValue],
        ttl: RECORD_TTL,
        allowOverwrite: true,
      },
      at.context.options(),
    );
  });
}

/** Id of a Route 53 zone that is given by id or name. */
export function zoneId(zone: string): pulumi.Input<string> {
  return /^Z[A-Z0-9]{5,}$/.test(zone) ? zone : aws.route53.getZoneOutput({ name: zone }).zoneId;
}

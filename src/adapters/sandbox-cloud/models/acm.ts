import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../sdk/json.js';
import type { MadeResource, ResourceModel, SandboxModels } from '../../../sdk/sandbox.js';
import { asList, uuidOf } from './model-parts.js';

const CERTIFICATE = 'aws:acm/certificate:Certificate';
const VALIDATION = 'aws:acm/certificateValidation:CertificateValidation';

/** What holds a certificate that AWS then does not delete. */
const USERS = [
  'aws:lb/listener:Listener',
  'aws:lb/listenerCertificate:ListenerCertificate',
  'aws:apigatewayv2/domainName:DomainName',
  'aws:cloudfront/distribution:Distribution',
];

const certificate: ResourceModel = {
  type: CERTIFICATE,
  replaces: [
    'domainName',
    'subjectAlternativeNames',
    'validationMethod',
    'keyAlgorithm',
    'certificateAuthorityArn',
    'validationOptions',
  ],
  id: (made) => `arn:${made.partition}:acm:${made.region}:${made.account}:certificate/${uuidOf(made)}`,
  arn: '{id}',
  computed: (made) => ({
    domainValidationOptions: domainsOf(made.inputs).map((domain) => validationOption(domain, made)),
    keyAlgorithm: made.inputs.keyAlgorithm ?? 'RSA_2048',
    renewalEligibility: 'INELIGIBLE',
    // Issued as soon as the records can be seen, which in the sandbox nobody has to wait for.
    status: made.inputs.certificateBody === undefined ? 'PENDING_VALIDATION' : 'ISSUED',
    subjectAlternativeNames: domainsOf(made.inputs),
    type: made.inputs.certificateBody === undefined ? 'AMAZON_ISSUED' : 'IMPORTED',
  }),
  refuses: ({ inputs }) =>
    inputs.domainName === undefined && inputs.certificateBody === undefined
      ? 'ValidationException: a certificate needs domainName, or certificateBody and privateKey'
      : undefined,
  refusesDelete: ({ id }, cloud) =>
    USERS.flatMap((type) => cloud.list(type)).some((user) => JSON.stringify(user.inputs).includes(`"${id}"`))
      ? `ResourceInUseException: Certificate ${id} is in use`
      : undefined,
};

const validation: ResourceModel = {
  type: VALIDATION,
  replaces: ['certificateArn', 'validationRecordFqdns'],
  // Nothing at AWS: the provider waits for the certificate.
  onExisting: 'adopt',
  id: ({ inputs }) => String(inputs.certificateArn),
  refuses: ({ inputs }, cloud) =>
    cloud.get(CERTIFICATE, String(inputs.certificateArn)) === undefined
      ? `ResourceNotFoundException: Could not find certificate ${String(inputs.certificateArn)}.`
      : undefined,
};

function domainsOf({ domainName, subjectAlternativeNames }: JsonObject): readonly string[] {
  if (domainName === undefined) return [];
  return [...new Set([domainName, ...asList(subjectAlternativeNames)].map(String))];
}

/** A wildcard and its domain are proved by one record; which one depends on account and domain alone. */
function validationOption(domain: string, { account }: MadeResource): JsonObject {
  const bare = domain.replace(/^\*\./, '');
  const digits = createHash('sha256').update(`${account}/${bare}`).digest('hex');
  return {
    domainName: domain,
    resourceRecordName: `_${digits.slice(0, 32)}.${bare}.`,
    resourceRecordType: 'CNAME',
    resourceRecordValue: `_${digits.slice(32)}.sandbox.acm-validations.aws.`,
  };
}

export const acmModels: SandboxModels = {
  models: [certificate, validation],
  api: {
    'acm:DescribeCertificate': (params, cloud) => {
      const arn = String(params.CertificateArn);
      const found = cloud.get(CERTIFICATE, arn);
      if (found === undefined) throw new Error(`ResourceNotFoundException: Could not find certificate ${arn}.`);
      const issued = found.outputs.status === 'ISSUED' || cloud.get(VALIDATION, arn) !== undefined;
      return {
        Certificate: {
          CertificateArn: arn,
          DomainName: found.inputs.domainName ?? null,
          Status: issued ? 'ISSUED' : (found.outputs.status ?? 'PENDING_VALIDATION'),
        },
      };
    },
  },
};

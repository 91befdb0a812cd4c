import type { JsonObject, MadeResource, ResourceModel, SandboxModels } from 'panka/sdk';
import { digitsOf } from './sandbox-task-fate.js';

const CERTIFICATE = 'aws:acm/certificate:Certificate';
const RECORD = 'aws:route53/record:Record';

const certificate: ResourceModel = {
  type: CERTIFICATE,
  replaces: ['domainName', 'subjectAlternativeNames', 'validationMethod', 'keyAlgorithm', 'privateKey'],
  id: (made) => `arn:${made.partition}:acm:${made.region}:${made.account}:certificate/${uuid(made.hex(32))}`,
  computed: (made) => ({
    arn: made.id,
    domainValidationOptions: namesOf(made.inputs).map((name) => validationRecord(made, name)),
    status: 'PENDING_VALIDATION',
  }),
};

function namesOf(inputs: JsonObject): readonly string[] {
  const more = Array.isArray(inputs.subjectAlternativeNames) ? inputs.subjectAlternativeNames.map(String) : [];
  return [...new Set([String(inputs.domainName), ...more])];
}

function validationRecord(made: MadeResource, domainName: string): JsonObject {
  const bare = domainName.replace(/^\*\./, '');
  const digits = digitsOf(`${made.id} ${bare}`, 32);
  return {
    domainName,
    resourceRecordName: `_${digits}.${bare}.`,
    resourceRecordType: 'CNAME',
    resourceRecordValue: `_${digitsOf(`${digits} value`, 32)}.acm-validations.aws.`,
  };
}

const validation: ResourceModel = {
  type: 'aws:acm/certificateValidation:CertificateValidation',
  replaces: ['certificateArn', 'validationRecordFqdns'],
  id: (made) => `${String(made.inputs.certificateArn)}#validated`,
};

const record: ResourceModel = {
  type: RECORD,
  replaces: ['zoneId', 'name', 'type', 'setIdentifier'],
  identity: ['zoneId', 'name', 'type', 'setIdentifier'],
  onExisting: 'adopt',
  id: ({ inputs }) => [inputs.zoneId, inputs.name, inputs.type, inputs.setIdentifier].filter(Boolean).join('_'),
  computed: ({ inputs }) => ({ fqdn: String(inputs.name).replace(/\.$/, '') }),
};

/** Certificates and DNS as the sandbox simulates them: every zone exists and is delegated, so a certificate is issued at once. */
export const sandboxDns: SandboxModels = {
  models: [certificate, validation, record],
  api: {
    'acm:DescribeCertificate': (params, cloud) => {
      const found = cloud.get(CERTIFICATE, String(params.CertificateArn));
      if (found === undefined)
        throw new Error(`ResourceNotFoundException: Could not find certificate ${String(params.CertificateArn)}.`);
      const options = (found.outputs.domainValidationOptions ?? []) as readonly JsonObject[];
      const fqdns = new Set(cloud.list(RECORD).map((r) => String(r.outputs.fqdn)));
      const validated = options.every((o) => fqdns.has(String(o.resourceRecordName).replace(/\.$/, '')));
      return {
        Certificate: {
          CertificateArn: found.id,
          DomainName: found.inputs.domainName ?? null,
          Status: validated ? 'ISSUED' : 'PENDING_VALIDATION',
        },
      };
    },
  },
  invokes: {
    'aws:route53/getZone:getZone': (args) => {
      const name = String(args.name ?? `${String(args.zoneId)}.example`).replace(/\.$/, '');
      const zoneId = String(args.zoneId ?? `Z${digitsOf(`zone ${name}`, 13).toUpperCase()}`);
      return { id: zoneId, zoneId, name, privateZone: args.privateZone ?? false, nameServers: [] };
    },
  },
};

function uuid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

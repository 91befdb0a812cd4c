import { Type } from '@sinclair/typebox';

const strict = { additionalProperties: false } as const;
const rule = { pattern: '^PANKA-[A-Z0-9]+-[0-9]{3}$', examples: ['PANKA-ENC-001'] };

/** `spec` of infra.panka.io/v1 Compliance. */
export const complianceSchema = Type.Object(
  {
    profile: Type.Optional(
      Type.Union(
        [Type.Literal('none'), Type.Literal('cis'), Type.Literal('hipaa'), Type.Literal('pci'), Type.Literal('soc2')],
        { default: 'none', description: 'A set of rules that holds in every environment' },
      ),
    ),
    allowedRegions: Type.Optional(Type.Array(Type.String(), { description: 'Regions to deploy to' })),
    allowedInstanceTypes: Type.Optional(
      Type.Array(Type.String(), { description: 'Instance types that may be used; * matches' }),
    ),
    allowedKinds: Type.Optional(Type.Array(Type.String(), { description: 'Kinds that may be used' })),
    requiredTags: Type.Optional(
      Type.Array(
        Type.Object(
          {
            key: Type.String({ minLength: 1, description: 'Tag that every component has' }),
            pattern: Type.Optional(Type.String({ description: 'Regular expression for its value' })),
          },
          strict,
        ),
        { description: 'Tags that every component has' },
      ),
    ),
    backupMinRetentionDays: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Days that backups are kept at least' }),
    ),
    dataResidency: Type.Optional(
      Type.Union([Type.String(), Type.Array(Type.String())], { description: 'Regions that data may not leave' }),
    ),
    rules: Type.Optional(
      Type.Record(Type.String(rule), Type.Union([Type.Literal('error'), Type.Literal('warn'), Type.Literal('off')]), {
        additionalProperties: false,
        description: 'Severity by rule id',
      }),
    ),
    exceptions: Type.Optional(
      Type.Array(
        Type.Object(
          {
            policy: Type.String({ ...rule, description: 'The id of a rule, such as PANKA-ENC-001' }),
            component: Type.String({
              minLength: 1,
              description: 'Component that is excepted: service/name, or service/*',
            }),
            reason: Type.String({ minLength: 3, description: 'Why, for the auditor' }),
            expires: Type.String({
              pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
              examples: ['2027-01-31'],
              description: 'A date such as 2027-01-31; from then on the rule holds again',
            }),
          },
          strict,
        ),
        { description: 'Findings that are accepted for a time' },
      ),
    ),
  },
  strict,
);

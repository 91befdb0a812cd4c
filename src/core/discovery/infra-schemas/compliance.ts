import { Type } from '@sinclair/typebox';

const strict = { additionalProperties: false } as const;
const rule = { pattern: '^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*-[0-9]{3}$', examples: ['PANKA-ENC-001'] };
const severity = Type.Union([Type.Literal('error'), Type.Literal('warn'), Type.Literal('off')]);

/** A rule that users write themselves: docs/policies.md, "Rules of your own". */
const ownPolicy = Type.Object(
  {
    id: Type.String({
      pattern: '^(?!PANKA-)[A-Z][A-Z0-9]*(-[A-Z0-9]+)*-[0-9]{3}$',
      examples: ['ACME-NET-001'],
      description: 'Id of the rule; PANKA- is taken',
    }),
    title: Type.String({ minLength: 5, description: 'What holds when it is kept, in one sentence' }),
    severity: Type.Optional(
      Type.Union(
        [
          severity,
          Type.Object(
            {
              development: Type.Optional({ ...severity, description: 'Outside production. Default error' }),
              production: Type.Optional({ ...severity, description: 'In production. Default error' }),
            },
            strict,
          ),
        ],
        { description: 'How it is taken, everywhere or by environment class. Default error' },
      ),
    ),
    kinds: Type.Optional(Type.Array(Type.String(), { description: 'Kinds that it is about. Default all' })),
    resources: Type.Optional(
      Type.Array(Type.String(), {
        minItems: 1,
        examples: [['aws:iam/role:Role']],
        description: 'Resource types that it is about, * matches: it looks at planned resources then, not at specs',
      }),
    ),
    when: Type.Optional(
      Type.String({ minLength: 1, description: 'CEL expression: the rule holds only where it is true' }),
    ),
    assert: Type.String({ minLength: 1, description: 'CEL expression that has to be true' }),
    field: Type.Optional(
      Type.String({ pattern: '^[A-Za-z0-9_.-]+$', description: 'Field of the spec that findings point to' }),
    ),
    message: Type.Optional(Type.String({ minLength: 1, description: 'What is said where it does not hold' })),
    suggestion: Type.Optional(Type.String({ minLength: 1, description: 'What to do then' })),
  },
  strict,
);

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
    budget: Type.Optional(
      Type.Object(
        { monthlyUsd: Type.Number({ minimum: 0, description: 'USD a month, before any use' }) },
        { ...strict, description: 'What the stack may cost in this environment' },
      ),
    ),
    rules: Type.Optional(
      Type.Record(Type.String(rule), severity, {
        additionalProperties: false,
        description: 'Severity by rule id',
      }),
    ),
    policies: Type.Optional(Type.Array(ownPolicy, { description: 'Rules of your own, as CEL expressions' })),
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

import { Type } from '@sinclair/typebox';
import type { JsonSchema } from './json-schema.js';

const duration = (what: string) =>
  Type.Optional(
    Type.String({
      description: `How long ${what} may take, as in 30m or 2h`,
      pattern: '^[0-9]+(s|m|h)$',
      examples: ['30m'],
    }),
  );

/** Fields that every kind takes beside its own. Source: docs/manifests.md, "Fields of every kind". */
const COMMON = Type.Object({
  dependsOn: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), {
      description: 'Components that are deployed before this one: name, or service/name. Order only, it grants nothing',
    }),
  ),
  tags: Type.Optional(
    Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
      description: 'Tags of every resource of this component',
    }),
  ),
  name: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'Physical name instead of the one that Panka makes; changing it replaces the resource',
    }),
  ),
  deletionPolicy: Type.Optional(
    Type.Union([Type.Literal('delete'), Type.Literal('snapshot'), Type.Literal('retain')], {
      description: 'What becomes of the data when the component is removed',
    }),
  ),
  deletionProtection: Type.Optional(Type.Boolean({ description: 'Refuse every deletion until this is false' })),
  alarms: Type.Optional(
    Type.Object(
      {
        enabled: Type.Optional(Type.Boolean({ description: 'Declare the alarms of this kind' })),
        overrides: Type.Optional(
          Type.Record(
            Type.String(),
            Type.Union([
              Type.Literal(false),
              Type.Object(
                {
                  threshold: Type.Optional(Type.Number({ description: 'Value at which the alarm fires' })),
                  periods: Type.Optional(Type.Integer({ minimum: 1, description: 'Periods in a row before it fires' })),
                },
                { additionalProperties: false },
              ),
            ]),
            { description: 'Other thresholds by alarm id; false switches one off' },
          ),
        ),
      },
      { additionalProperties: false, description: 'Alarms of this component' },
    ),
  ),
  usage: Type.Optional(
    Type.Record(Type.String(), Type.Number({ minimum: 0 }), {
      description: 'Amounts a month that are expected, for `panka cost`: `panka kinds <Kind>` lists the names',
    }),
  ),
  timeouts: Type.Optional(
    Type.Object(
      { create: duration('creating'), update: duration('updating'), delete: duration('deleting') },
      { additionalProperties: false, description: 'Limits of the cloud operations' },
    ),
  ),
  external: Type.Optional(
    Type.Object(
      { outputs: Type.Record(Type.String(), Type.Unknown(), { description: 'Values by output name' }) },
      {
        additionalProperties: false,
        description: 'Nothing is created: the component publishes outputs of something that exists',
      },
    ),
  ),
  existing: Type.Optional(
    Type.Union(
      [
        Type.String({ minLength: 1 }),
        Type.Record(Type.String({ minLength: 1 }), Type.String({ minLength: 1 }), {
          description: 'Ids by the name of the resource, as `panka plan` shows it or without the component before it',
        }),
      ],
      {
        description:
          'Ids of what exists already: taken over by the first deployment instead of made. One id is that of the main resource. Without effect afterwards',
        examples: ['https://sqs.eu-west-1.amazonaws.com/123456789012/orders'],
      },
    ),
  ),
  bindings: Type.Optional(
    Type.Array(
      Type.Object(
        {
          component: Type.String({ minLength: 1, description: 'The component to use: name, or service/name' }),
          access: Type.Optional(
            Type.Union([Type.Literal('connect'), Type.Literal('read'), Type.Literal('write'), Type.Literal('admin')], {
              description: 'What this component may do with it',
            }),
          ),
          env: Type.Optional(
            Type.Union(
              [
                Type.Boolean(),
                Type.Object(
                  { prefix: Type.String({ minLength: 1, description: 'Instead of the name of the component' }) },
                  { additionalProperties: false },
                ),
              ],
              {
                description: 'Inject its variables',
              },
            ),
          ),
          prefix: Type.Optional(Type.String({ description: 'S3: only keys that start with this' })),
        },
        { additionalProperties: false },
      ),
      { description: 'Components that this one uses: order, network path, access and injected variables' },
    ),
  ),
});

const known = new WeakMap<object, JsonSchema>();

/** The schema of a kind's spec with the fields of every kind; the kind's own fields win. */
export function specSchema(kindSchema: object): JsonSchema {
  let merged = known.get(kindSchema);
  if (!merged) {
    const own = kindSchema as JsonSchema;
    const common = COMMON as unknown as JsonSchema;
    merged = { ...own, properties: { ...common.properties, ...own.properties } };
    known.set(kindSchema, merged);
  }
  return merged;
}

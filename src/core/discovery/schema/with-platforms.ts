import { segmentsOf } from '../../diagnostics/json-pointer.js';
import type { PlatformNames } from '../../registry/platform-names.js';
import { specSchema } from './common-spec.js';
import { enumerated, type JsonSchema } from './json-schema.js';

/** Where a kind whose containers run on any platform has its name. */
const IN_A_KIND = '/runtime/platform';

/**
 * A schema whose field at a pointer takes the platforms that are there: a schema itself cannot know which plugins are installed.
 * A kind that takes some only enumerates them, and is left alone.
 */
export function withPlatforms(schema: JsonSchema, pointer: string, names: PlatformNames): JsonSchema {
  return changedAt(schema, segmentsOf(pointer), (field) =>
    field.type !== 'string' || enumerated(field) ? field : { ...field, ...takes(names) },
  );
}

/** The spec of a kind as it is checked here, by the kind's own schema. Each is made once. */
export function specSchemas(names: PlatformNames): (kindSchema: object) => JsonSchema {
  const made = new WeakMap<object, JsonSchema>();
  return (kindSchema) => {
    const schema = made.get(kindSchema) ?? withPlatforms(specSchema(kindSchema), IN_A_KIND, names);
    made.set(kindSchema, schema);
    return schema;
  };
}

function takes({ installed, installable }: PlatformNames): JsonSchema {
  return installable.length === 0 ? { enum: installed } : { enum: [...installed, ...installable], offered: installed };
}

function changedAt(
  schema: JsonSchema,
  [key, ...rest]: readonly string[],
  change: (field: JsonSchema) => JsonSchema,
): JsonSchema {
  if (key === undefined) return change(schema);
  const inner = schema.properties?.[key];
  if (inner === undefined) return schema;
  const changed = changedAt(inner, rest, change);
  return changed === inner ? schema : { ...schema, properties: { ...schema.properties, [key]: changed } };
}

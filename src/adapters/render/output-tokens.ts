import { SIG_KEY } from '../../core/engine/deployment-v3.js';
import type { Json, JsonObject } from '../../sdk/index.js';

/**
 * Every text below `value` replaced by the reference that leads to it: `${name.list[0].arn}`. Numbers, booleans, assets and
 * the texts of `kept` stay.
 */
export function tokenised(reference: string, value: Json, kept: ReadonlySet<string> = new Set()): Json {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string' && kept.has(value)) return value;
  if (Array.isArray(value)) return value.map((item: Json, index) => tokenised(`${reference}[${index}]`, item, kept));
  if (typeof value !== 'object' || value === null) return `\${${reference}}`;
  if (SIG_KEY in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, tokenised(`${reference}.${key}`, item, kept)]),
  );
}

export interface OutputFacts {
  readonly name: string;
  /** Output names of the type. */
  readonly outputs: Iterable<string>;
  readonly inputs: JsonObject;
  /** Example of what the cloud would give, for its shape. */
  readonly example: JsonObject;
}

/**
 * Outputs of a resource that nobody makes: each a reference to itself. What is given as input and told again inside a list (the
 * domain of a validation record) stays as it is, for translators look it up there.
 */
export function outputTokens({ name, outputs, inputs, example }: OutputFacts): JsonObject {
  const names = new Set([...outputs, ...Object.keys(inputs), ...Object.keys(example)]);
  const given = new Set(
    Object.values(inputs)
      .flat()
      .filter((value) => typeof value === 'string'),
  );
  const tokens = [...names].map((output): [string, Json] => {
    const reference = `${name}.${output}`;
    const shape = example[output] ?? inputs[output] ?? null;
    return [output, tokenised(reference, shape, typeof shape === 'object' ? given : undefined)];
  });
  return Object.fromEntries(tokens);
}

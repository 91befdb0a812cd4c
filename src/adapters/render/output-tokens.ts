import type { Json, JsonObject } from '../../sdk/index.js';

/** Every text below `value` replaced by the reference that leads to it: `${name.list[0].arn}`. Numbers and booleans stay. */
export function tokenised(reference: string, value: Json): Json {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((item: Json, index) => tokenised(`${reference}[${index}]`, item));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, tokenised(`${reference}.${key}`, item)]),
    );
  return `\${${reference}}`;
}

export interface OutputFacts {
  readonly name: string;
  /** Output names of the type. */
  readonly outputs: Iterable<string>;
  readonly inputs: JsonObject;
  /** Example of what the cloud would give, for its shape. */
  readonly example: JsonObject;
}

/** Outputs of a resource that nobody makes: each a reference to itself. */
export function outputTokens({ name, outputs, inputs, example }: OutputFacts): JsonObject {
  const names = new Set([...outputs, ...Object.keys(inputs), ...Object.keys(example)]);
  return Object.fromEntries(
    [...names].map((output) => [output, tokenised(`${name}.${output}`, example[output] ?? inputs[output] ?? null)]),
  );
}

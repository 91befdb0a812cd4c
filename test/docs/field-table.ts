import { enumerated, expected, type JsonSchema } from '../../src/core/discovery/schema/json-schema.js';

/** The fields of a schema as a Markdown table; `leaveOut`: paths whose own fields are told elsewhere. */
export function fieldTable(schema: JsonSchema, leaveOut: readonly string[] = []): string {
  const rows = fieldRows(schema, '', new Set(leaveOut));
  return ['| field | takes | default | meaning |', '|---|---|---|---|', ...new Set(rows)].join('\n');
}

function fieldRows(schema: JsonSchema, prefix: string, leaveOut: ReadonlySet<string>): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = prefix + name;
    const required = schema.required?.includes(name) ? ' *' : '';
    const preset = field.default === undefined || isMap(field.default) ? '' : `\`${shown(field.default)}\``;
    const row = `| \`${path}\`${required} | ${takes(field)} | ${preset} | ${meaning(field)} |`;
    return leaveOut.has(path) ? [row] : [row, ...below(field, path, leaveOut)];
  });
}

/** Fields within: of a map, of the items of a list, of the values of a map with free keys, of each shape of a union. */
function below(field: JsonSchema, path: string, leaveOut: ReadonlySet<string>): string[] {
  if (field.anyOf) return field.anyOf.flatMap((shape) => below(shape, path, leaveOut));
  if (field.properties) return fieldRows(field, `${path}.`, leaveOut);
  if (field.type === 'array') return isMap(field.items) ? below(field.items as JsonSchema, `${path}[]`, leaveOut) : [];
  const [values] = Object.values(field.patternProperties ?? {});
  return values === undefined ? [] : below(values, `${path}.<name>`, leaveOut);
}

function takes(schema: JsonSchema): string {
  const values = enumerated(schema);
  if (values) return values.map((value) => `\`${shown(value)}\``).join(', ');
  if (schema.anyOf) return [...new Set(schema.anyOf.map(takes))].join(' or ');
  if (schema.type === 'array' && isMap(schema.items)) return `list of ${plural(schema.items as JsonSchema)}`;
  return `${expected(schema).replace(/^an? /, '')}${limits(schema)}`;
}

function plural(item: JsonSchema): string {
  if (item.anyOf?.every((shape) => shape.properties)) return 'maps';
  const values = enumerated(item);
  if (values) return values.map((value) => `\`${shown(value)}\``).join(', ');
  return `${expected(item).replace(/^an? /, '')}s`;
}

function limits({ minimum, maximum }: JsonSchema): string {
  if (minimum === undefined) return maximum === undefined ? '' : ` ≤ ${maximum}`;
  return maximum === undefined ? ` ≥ ${minimum}` : ` ${minimum}–${maximum}`;
}

function meaning({ description = '', examples }: JsonSchema): string {
  const text = description.replaceAll('|', '\\|').replaceAll(/\$\{\w+\}/g, '`$&`');
  return examples?.length && !/such as|as in/.test(description) ? `${text}, such as \`${String(examples[0])}\`` : text;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

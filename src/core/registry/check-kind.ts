import type { ComponentKind } from '../../sdk/index.js';

const TYPEBOX_KIND = Symbol.for('TypeBox.Kind');
const OUTPUT_TYPES = ['string', 'number', 'boolean', 'array', 'object'];
const ROLLBACKS = ['reversible', 'settings-only', 'forward-only'];
const LEVELS = ['connect', 'read', 'write', 'admin'];

/** What is wrong with a value that should be a ComponentKind, one phrase each; none: it is one. */
export function kindFaults(value: unknown): readonly string[] {
  if (!isObject(value)) return ['it exports no kind'];
  const name = typeof value['kind'] === 'string' ? `kind ${value['kind']}: ` : '';
  const faults = [
    ...missing(value, 'string', ['kind', 'summary', 'category']),
    ...missing(value, 'function', ['translator', 'sandbox', 'stubOutputs']),
    ...schemaFaults(value['schema']),
    ...outputFaults(value['outputs']),
    ...accessFaults(value['access']),
    ...otherFaults(value),
  ];
  return faults.map((fault) => `${name}${fault}`);
}

/** Whether a value has the shape of the contract; `kindFaults` says why not. */
export function isComponentKind(value: unknown): value is ComponentKind {
  return kindFaults(value).length === 0;
}

function missing(value: Record<string, unknown>, type: 'string' | 'function', names: readonly string[]): string[] {
  const wrong = names.filter((name) => (type === 'string' ? !value[name] : false) || typeof value[name] !== type);
  return wrong.map((name) => `"${name}" is not a ${type}`);
}

function schemaFaults(schema: unknown): string[] {
  const isTypeBoxObject =
    isObject(schema) && schema['type'] === 'object' && Reflect.get(schema, TYPEBOX_KIND) === 'Object';
  if (!isTypeBoxObject) return ['"schema" is not a TypeBox object'];
  return schema['additionalProperties'] === false ? [] : ['"schema" is not strict (additionalProperties: false)'];
}

function outputFaults(outputs: unknown): string[] {
  if (!isObject(outputs)) return ['"outputs" is not an object'];
  return Object.entries(outputs).flatMap(([name, output]) => oneOutput(name, output, outputs));
}

function oneOutput(name: string, output: unknown, all: Record<string, unknown>): string[] {
  if (!isObject(output)) return [`output "${name}" is not an object`];
  const alias = output['aliasOf'];
  return [
    ...(OUTPUT_TYPES.includes(String(output['type'])) ? [] : [`output "${name}" has no type`]),
    ...(alias === undefined || Object.hasOwn(all, String(alias)) ? [] : [`output "${name}" is an alias of nothing`]),
  ];
}

function accessFaults(access: unknown): string[] {
  if (!isObject(access)) return ['"access" is not an object'];
  const levels = isObject(access['levels']) ? Object.keys(access['levels']) : [];
  return [
    ...(LEVELS.includes(String(access['default'])) ? [] : ['"access.default" is no access level']),
    ...(isObject(access['levels']) ? [] : ['"access.levels" is not an object']),
    ...levels.filter((level) => !LEVELS.includes(level)).map((level) => `"access.levels" holds "${level}"`),
  ];
}

function otherFaults(value: Record<string, unknown>): string[] {
  const actions = value['iamActions'];
  return [
    ...(ROLLBACKS.includes(String(value['rollback'])) ? [] : ['"rollback" is no rollback class']),
    ...(typeof value['stateful'] === 'boolean' ? [] : ['"stateful" is not true or false']),
    ...(isObject(value['injects']) ? [] : ['"injects" is not an object']),
    ...(Array.isArray(actions) && actions.every((a) => typeof a === 'string') ? [] : ['"iamActions" is not a list']),
  ];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { Json, JsonObject } from '../../sdk/json.js';
import { loadOperation } from './load-operation.js';

/** What AWS's own model, which the SDK carries, has against a call and its answer: fields it does not know, or of another type. */
export async function againstModel(operation: string, params: JsonObject, answer: Json): Promise<readonly string[]> {
  const { Command } = await loadOperation(operation);
  const { schema } = new Command({}) as { schema: readonly unknown[] };
  const [input, output] = schema.slice(-2) as [Ref, Ref];
  return [...slips(input, params, `${operation} asked with `), ...slips(output, answer, `${operation} answered with `)];
}

/** The SDK's notation of a shape: a number, a list headed by what it is, either behind a function or beside its traits. */
type Ref = unknown;

const SIMPLE = 0;
const LIST = 1;
const MAP = 2;
const NUMBERS: readonly unknown[] = [1, 17, 19];
const BOOLEAN = 2;
const DOCUMENT = 15;
const LIST_OF = 64;
const MAP_OF = 128;

function slips(ref: Ref, value: Json | undefined, path: string): readonly string[] {
  // Nothing is what AWS leaves out.
  if (value === undefined || value === null) return [];
  const shape = shapeOf(ref);
  if (typeof shape === 'number') return simpleSlips(shape, value, path);
  if (!Array.isArray(shape)) return [];
  const [head, , , , first, second] = shape as unknown[];
  if (head === SIMPLE) return slips(first, value, path);
  if (head === LIST) return listSlips(first, value, path);
  if (head === MAP) return mapSlips(second, value, path);
  return structSlips({ names: first as string[], members: second as Ref[] }, value, path);
}

/** A member is its shape, or a list of its shape and its traits. */
function shapeOf(ref: Ref): unknown {
  const shape = typeof ref === 'function' ? (ref as () => unknown)() : ref;
  return Array.isArray(shape) && shape.length <= 2 ? shapeOf(shape[0]) : shape;
}

function simpleSlips(shape: number, value: Json, path: string): readonly string[] {
  if ((shape & MAP_OF) !== 0) return mapSlips(shape & ~MAP_OF, value, path);
  if ((shape & LIST_OF) !== 0) return listSlips(shape & ~LIST_OF, value, path);
  if (shape === DOCUMENT) return [];
  const wanted = NUMBERS.includes(shape) ? 'number' : shape === BOOLEAN ? 'boolean' : 'string';
  return typeof value === wanted ? [] : [`${path}: ${typeof value} for ${wanted}`];
}

function listSlips(member: Ref, value: Json, path: string): readonly string[] {
  if (!Array.isArray(value)) return [`${path}: ${typeof value} for list`];
  return value.flatMap((one, i) => slips(member, one as Json, `${path}[${i}]`));
}

function mapSlips(member: Ref, value: Json, path: string): readonly string[] {
  if (typeof value !== 'object' || Array.isArray(value)) return [`${path}: no map`];
  return Object.entries(value as JsonObject).flatMap(([key, one]) => slips(member, one, `${path}.${key}`));
}

function structSlips(of: { names: readonly string[]; members: readonly Ref[] }, value: Json, path: string) {
  if (typeof value !== 'object' || Array.isArray(value)) return [`${path}: ${typeof value} for object`];
  return Object.entries(value as JsonObject).flatMap(([key, one]) => {
    const at = of.names.indexOf(key);
    return at < 0 ? [`${path}.${key}: AWS has no such field`] : slips(of.members[at], one, `${path}.${key}`);
  });
}

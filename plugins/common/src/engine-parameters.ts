import type { Json, JsonObject } from 'panka/sdk';
import { isMap, mapSection } from './normalise.js';

/** Parameters of an engine by name, so that their order in the manifest changes nothing. */
export function parameterList(parameters: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(parameters)
    .map(([name, value]) => ({ name, value }))
    .sort(byName);
}

export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

/** `engine.parameters`, as RDS has them, to `parameters`; a value that is there already wins. */
export function movedParameters(spec: JsonObject): JsonObject {
  const { engine, parameters } = spec;
  if (!isMap(engine) || !isMap(engine.parameters)) return spec;
  const { parameters: older, ...rest } = engine;
  return { ...spec, engine: rest, parameters: { ...older, ...(isMap(parameters) ? parameters : {}) } };
}

/** What the engine calls true and false. */
export interface EngineBooleans {
  readonly on: string;
  readonly off: string;
}

/** The section `parameters` with numbers and booleans as the texts that the engine takes. */
export function parameterTexts(spec: JsonObject, { on, off }: EngineBooleans): JsonObject {
  const text = (value: Json): Json => {
    if (typeof value === 'boolean') return value ? on : off;
    return typeof value === 'number' ? String(value) : value;
  };
  return mapSection(spec, 'parameters', (parameters) =>
    Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, text(value)])),
  );
}

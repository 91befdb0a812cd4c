import type { Json, JsonObject } from '../../sdk/json.js';

/** A resource that AWS told of. */
export interface Told {
  /** Id, as Pulumi's AWS provider has it. */
  readonly id: Json | undefined;
  /** `[{Key, Value}]`, where the answer has them. */
  readonly tags?: Json | undefined;
}

/** How AWS is asked for a resource by what its inputs say of it. */
export interface Lookup {
  readonly ask: (inputs: JsonObject) => readonly [operation: string, params: JsonObject];
  readonly told: (answer: JsonObject, inputs: JsonObject) => readonly Told[];
}

/** The value as a list of objects, or an empty one. */
export function list(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}

/** The value as an object, or an empty one. */
export function object(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

import type { Json, JsonObject, Verification } from 'panka/sdk';

/** One line of a verification. `fatal`: waiting does not help. */
export interface Look {
  readonly name: string;
  readonly ok: boolean;
  readonly detail?: string;
  readonly fatal?: boolean;
}

/** Runs one look: the text that `probe` returns is what is wrong; what it throws counts as not there yet. */
export async function look(name: string, probe: () => Promise<string | undefined>): Promise<Look> {
  try {
    const wrong = await probe();
    return wrong === undefined ? { name, ok: true } : { name, ok: false, detail: wrong };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

/** Healthy when every look is ok; failed at once when one is fatal; else asked again. */
export function verdict(looks: readonly Look[]): Verification {
  const checks = looks.map(({ fatal: _, ...check }) => check);
  if (looks.every((l) => l.ok)) return { status: 'healthy', checks };
  return { status: looks.some((l) => !l.ok && l.fatal) ? 'failed' : 'pending', checks };
}

/** The value as an object, or an empty one: answers of AWS are read, never trusted. */
export function asObject(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** The value as a list of objects. */
export function asObjects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(asObject) : [];
}

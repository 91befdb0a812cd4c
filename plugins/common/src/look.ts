import type { AwsError, Json, JsonObject, Verification } from 'panka/sdk';

/** One line of a verification. `fatal`: waiting does not help. */
export interface Look {
  readonly name: string;
  readonly ok: boolean;
  readonly detail?: string;
  readonly fatal?: boolean;
  /** AWS does not let us look: waiting does not change that either. */
  readonly denied?: boolean;
}

/** Runs one look: the text that `probe` returns is what is wrong; what it throws counts as not there yet, unless it is denied. */
export async function look(name: string, probe: () => Promise<string | undefined>): Promise<Look> {
  try {
    const wrong = await probe();
    return wrong === undefined ? { name, ok: true } : { name, ok: false, detail: wrong };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { name, ok: false, detail, ...(isDenied(error) && { denied: true }) };
  }
}

/** The caller may not ask AWS that. */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && (error as Partial<AwsError>).kind === 'denied';
}

/** Healthy when every look is ok; failed at once when one is fatal or denied; else asked again. */
export function verdict(looks: readonly Look[]): Verification {
  const checks = looks.map(({ fatal: _, denied: __, ...check }) => check);
  if (looks.every((l) => l.ok)) return { status: 'healthy', checks };
  return { status: looks.some((l) => !l.ok && (l.fatal || l.denied)) ? 'failed' : 'pending', checks };
}

/** The value as an object, or an empty one: answers of AWS are read, never trusted. */
export function asObject(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** The value as a list of objects. */
export function asObjects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(asObject) : [];
}

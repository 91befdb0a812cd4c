import { keyIdOfCiphertext } from '../secrets/ring-sealer.js';
import { mapSealed } from '../secrets/sealed-in-state.js';
import type { StoredSecrets } from '../secrets/secrets-object.js';
import { faultText, type InspectedObject, ofRole } from './inspect-objects.js';
import type { StateProblem } from './state-problem.js';

/** Whether the keys are there that the secrets in the checkpoints were sealed with. `place` names the object where it is missing. */
export function secretsProblems(inspected: readonly InspectedObject[], place: string): readonly StateProblem[] {
  const [object] = ofRole(inspected, 'secrets');
  const message = object?.fault === undefined ? missingKeys(inspected, object?.body) : faultText(object.fault);
  if (message === undefined) return [];
  const where = object?.place ?? place;
  const advice = [`bring "${where}" back from an older version in the bucket, or from a copy`];
  return [{ kind: 'secrets-damaged', severity: 'error', place: where, message, advice }];
}

function missingKeys(
  inspected: readonly InspectedObject[],
  body: Readonly<Record<string, unknown>> | undefined,
): string | undefined {
  const known = new Set(((body?.['keys'] ?? []) as StoredSecrets['keys']).map(({ id }) => id));
  const missing = new Set<string>();
  for (const checkpoint of ofRole(inspected, 'checkpoint'))
    mapSealed(checkpoint.body, (ciphertext) => {
      const id = keyIdOfCiphertext(ciphertext);
      if (id !== undefined && !known.has(id)) missing.add(id);
      return ciphertext;
    });
  if (missing.size === 0) return undefined;
  if (body === undefined) return 'the key of the secrets is missing, though the state holds some';
  return `the state holds secrets that were sealed with a key that is not in it: ${[...missing].join(', ')}`;
}

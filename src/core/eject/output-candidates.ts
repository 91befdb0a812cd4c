import type { ResourceV3 } from '../engine/deployment-v3.js';
import { isOpenedSecret } from './opened-secrets.js';
import type { TypeFactsOf } from './type-facts.js';

/** An output of a resource, whose value may stand in another's inputs. */
export interface OutputCandidate {
  readonly urn: string;
  readonly output: string;
  readonly value: string;
  readonly secret: boolean;
  /** What it is given as input it only passes on. */
  readonly passedOn: boolean;
}

const PREFERRED = ['arn', 'id', 'name', 'url'];
const SHORTEST = 6;

/** Outputs with a value for sure, that are long enough not to stand somewhere by chance. */
export function candidatesOf(resource: ResourceV3, factsOf: TypeFactsOf): readonly OutputCandidate[] {
  if (!resource.custom) return [];
  const { urn, id, outputs = {}, inputs = {} } = resource;
  const computed = factsOf(resource.type)?.computed ?? [];
  const values = [
    ['id', id],
    ...computed.filter((name) => name !== 'id').map((name) => [name, outputs[name]]),
  ] as const;
  return values.flatMap(([output, stored]) => {
    const secret = isOpenedSecret(stored);
    const value: unknown = secret ? JSON.parse(stored.plaintext) : stored;
    if (typeof output !== 'string' || typeof value !== 'string' || value.length < SHORTEST) return [];
    return [{ urn, output, value, secret, passedOn: Object.values(inputs).includes(value) }];
  });
}

/** The best first: what makes a value before what passes it on, the output that is called as the input is, then usual names. */
export function ranked(candidates: readonly OutputCandidate[], property: string): readonly OutputCandidate[] {
  const rank = ({ passedOn, output }: OutputCandidate) => {
    const isNamesake = property.toLowerCase().replace(/s$/, '').endsWith(output.toLowerCase());
    const usual = PREFERRED.indexOf(output);
    return (passedOn ? 100 : 0) + (isNamesake ? 0 : 10) + (usual < 0 ? PREFERRED.length : usual);
  };
  return candidates
    .map((one) => ({ one, at: rank(one) }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

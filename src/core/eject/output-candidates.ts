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
  /** No other resource makes the same value. */
  readonly unique: boolean;
}

const PREFERRED = ['arn', 'id', 'name', 'url'];
const SHORTEST = 6;

/**
 * Outputs by URN that can be told where they stand: always there, long enough, and no region or account (`common`). Of what a
 * resource passes on only its own name and id count: a user or a database may be called like anything.
 */
export function outputCandidates(
  resources: readonly ResourceV3[],
  factsOf: TypeFactsOf,
  common: ReadonlySet<string>,
): ReadonlyMap<string, readonly OutputCandidate[]> {
  const listed = resources.map((one) => ({ urn: one.urn, all: candidatesOf(one, factsOf, common) }));
  const owners = ownersOf(listed.flatMap(({ all }) => all));
  const isTold = ({ value, urn }: Found) => owners.get(value)?.has(urn) ?? true;
  const byUrn = new Map(listed.map(({ urn, all }) => [urn, all.filter(isTold)]));
  const makers = new Map<string, Set<string>>();
  for (const { value, urn, passedOn } of [...byUrn.values()].flat())
    if (!passedOn) makers.set(value, (makers.get(value) ?? new Set()).add(urn));
  const told = (one: Found) => ({ ...one, unique: (makers.get(one.value)?.size ?? 0) <= 1 });
  return new Map([...byUrn].map(([urn, candidates]) => [urn, candidates.map(told)]));
}

type Found = Omit<OutputCandidate, 'unique'>;

/** Whose id or ARN a value is: another resource that tells the same one only refers to it. */
function ownersOf(candidates: readonly Found[]): ReadonlyMap<string, ReadonlySet<string>> {
  const owners = new Map<string, Set<string>>();
  for (const { value, urn, output, passedOn } of candidates)
    if (!passedOn && (output === 'id' || output === 'arn'))
      owners.set(value, (owners.get(value) ?? new Set()).add(urn));
  return owners;
}

function candidatesOf(resource: ResourceV3, factsOf: TypeFactsOf, common: ReadonlySet<string>): readonly Found[] {
  if (!resource.custom) return [];
  const { urn, id, outputs = {}, inputs = {} } = resource;
  const given = new Set(Object.values(inputs));
  const computed = factsOf(resource.type)?.computed ?? [];
  const names = ['id', ...computed.filter((name) => name !== 'id' && name !== 'urn')];
  return names.flatMap((output) => {
    const stored = output === 'id' ? id : outputs[output];
    const secret = isOpenedSecret(stored);
    const value: unknown = secret ? JSON.parse(stored.plaintext) : stored;
    if (typeof value !== 'string' || value.length < SHORTEST || common.has(value)) return [];
    const passedOn = given.has(value);
    if (passedOn && output !== 'name' && value !== id) return [];
    return [{ urn, output, value, secret, passedOn }];
  });
}

/** Whether the output is called as the input is: `vpcId` takes an `id`. */
export function isNamesake({ output }: OutputCandidate, property: string): boolean {
  return property.toLowerCase().replace(/s$/, '').endsWith(output.toLowerCase());
}

/** The best first: what makes a value before what passes it on, namesakes, then the usual names. */
export function ranked(candidates: readonly OutputCandidate[], property: string): readonly OutputCandidate[] {
  const rank = (one: OutputCandidate) => {
    const usual = PREFERRED.indexOf(one.output);
    return (one.passedOn ? 100 : 0) + (isNamesake(one, property) ? 0 : 10) + (usual < 0 ? PREFERRED.length : usual);
  };
  return candidates
    .map((one) => ({ one, at: rank(one) }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

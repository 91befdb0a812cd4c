import type { PropertyMap } from '../../core/engine/property-value.js';
import type { FindRequest } from '../../core/engine/resource-provider.js';
import type { Json, JsonObject } from '../../sdk/json.js';
import type { AwsApi } from '../../sdk/verifier.js';
import { OWNERSHIP_TAGS, ownershipIn } from '../aws-shared/ownership-tags.js';
import type { Told } from './lookup.js';
import { LOOKUPS } from './lookups.js';

/** Where an answer goes on, and what is asked for the rest of it. */
const NEXT = { NextToken: 'NextToken', nextToken: 'nextToken', NextMarker: 'Marker', Marker: 'Marker' } as const;

/**
 * Ids of what an interrupted creation may have made, of a type that has to be looked for by its name; what carries the tags of
 * somebody else is not ours. Undefined: the type is none of these, tags find it. Rejects where AWS gives no answer.
 */
export async function findByName({ type, inputs }: FindRequest, aws: AwsApi): Promise<readonly string[] | undefined> {
  const lookup = LOOKUPS[type];
  if (lookup === undefined) return undefined;
  const known = inputs as JsonObject;
  const [operation, params] = lookup.ask(known);
  const told = (await pages(aws, operation, params)).flatMap((answer) => lookup.told(answer, known));
  return told.flatMap((one) => (typeof one.id === 'string' && isOurs(one, inputs) ? [one.id] : []));
}

/** Every page of the answer; none where AWS says that there is no such thing. */
async function pages(aws: AwsApi, operation: string, params: JsonObject): Promise<readonly JsonObject[]> {
  const answers: JsonObject[] = [];
  let next: JsonObject | undefined = {};
  while (next !== undefined) {
    const answer: JsonObject | undefined = await ifThere(aws.call(operation, { ...params, ...next }));
    if (answer !== undefined) answers.push(answer);
    next = answer && nextOf(answer);
  }
  return answers;
}

async function ifThere(call: Promise<Json>): Promise<JsonObject | undefined> {
  try {
    return (await call) as JsonObject;
  } catch (error) {
    if ((error as { kind?: unknown }).kind === 'missing') return undefined;
    throw error;
  }
}

/** CloudFront has it within its list. */
function nextOf(answer: JsonObject): JsonObject | undefined {
  const places = [answer, ...Object.values(answer).filter((value) => !Array.isArray(value))] as (JsonObject | null)[];
  for (const place of places)
    for (const [field, parameter] of Object.entries(NEXT)) {
      const token = place?.[field];
      if (typeof token === 'string' && token !== '') return { [parameter]: token };
    }
  return undefined;
}

/** Without tags on one side or the other, the name says it: it holds a hash of stack, environment and component. */
function isOurs({ tags }: Told, inputs: PropertyMap): boolean {
  const [wanted, found] = [ownershipIn(inputs.tags), ownershipIn(tags)];
  const isMarked = [wanted, found].every((own) => Object.keys(own).length > 0);
  return !isMarked || OWNERSHIP_TAGS.every((key) => wanted[key] === found[key]);
}

import type { FindRequest } from '../../core/engine/resource-provider.js';
import type { AwsError, JsonObject, MadeResource, ResourceModel, SandboxCloud } from '../../sdk/index.js';
import { findByName } from '../aws-api/find-by-name.js';
import { CreatedInAws, type CreatedInAwsOptions } from './created-in-aws.js';
import { importId } from './import-id.js';

/**
 * What a resource with these inputs may stand for, by what the provider imports it by: what carries its marks, else what has its
 * name, whoever made it, else the id that AWS would give to such a name, which is only told once it is read. Changes nothing.
 */
export async function findExistingInAws(request: FindRequest, options: FindOptions): Promise<readonly string[]> {
  const ids = await findIds(request, options);
  return ids.map((id) => importId(request.type, id, request.inputs as JsonObject));
}

type FindOptions = Omit<CreatedInAwsOptions, 'secondLookMs'>;

async function findIds(request: FindRequest, options: FindOptions): Promise<readonly string[]> {
  const { tags: _marks, ...inputs } = request.inputs;
  const own = await new CreatedInAws({ ...options, secondLookMs: 0 }).find(request);
  if (own !== 'unknown' && own.length > 0) return own;
  const named = await orNothing(findByName({ ...request, inputs }, options.aws));
  if (named !== undefined) return named;
  const model = (await options.models()).get(request.type);
  const id = model === undefined ? undefined : namedId(model, request, options);
  return id === undefined ? [] : [id];
}

/** What may not be asked for is not found. */
async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if ((error as Partial<AwsError>).kind === 'denied') return undefined;
    throw error;
  }
}

/** Undefined where AWS makes the id up. */
function namedId(model: ResourceModel, { urn, inputs }: FindRequest, { place }: Pick<CreatedInAwsOptions, 'place'>) {
  const given = inputs as JsonObject;
  const identity = (model.identity ?? []).map((name) => given[name]);
  if (identity.length === 0 || !identity.every((value) => typeof value === 'string' && value !== UNKNOWN))
    return undefined;
  const made: MadeResource = { id: '', arn: '', urn, inputs: given, ...place, hex: random };
  try {
    return model.id?.(made, NOTHING) ?? String(identity[0]);
  } catch (error) {
    if (error === RANDOM) return undefined;
    throw error;
  }
}

/** Stands in declared inputs for what is not known yet. */
const UNKNOWN = '[unknown]';
const RANDOM = new Error('AWS makes it up');

function random(): string {
  throw RANDOM;
}

const NOTHING: SandboxCloud = { get: () => undefined, list: () => [] };

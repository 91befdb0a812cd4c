import type { PropertyMap } from '../../core/engine/property-value.js';
import type { JsonObject } from '../../sdk/json.js';
import { alreadyExists, cloudErrorOf, gone } from './cloud-error.js';
import { locationOf, storedRegion } from './cloud-location.js';
import { draftOf, type Made, type MakeRequest, makeResource } from './make-resource.js';
import { type CloudContext, hideSecrets, type Prepared, prepare, type Wanted, withSeed } from './prepare-request.js';
import { type PlainTree, pointerTo, toPlain, topKeyOf } from './property-tree.js';
import { displayName, identityOf, inputAt, seedOf } from './resource-naming.js';
import { standingObjection } from './standing-objection.js';
import { RELEASED, type StoredResource } from './stored-resource.js';

/** Generated ids are tried so often where one is taken. */
const ID_ATTEMPTS = 10;

/** What the simulated AWS does with one request: refuses it in AWS's words, or changes what it holds. */
export class SimulatedCloud {
  private readonly byIdentity: (key: string) => readonly StoredResource[];

  constructor(private readonly context: CloudContext) {
    this.byIdentity = context.store.lookUpBy(({ type, region, inputs, outputs }) =>
      identityOf(context.models.get(type), type, region, (name) => inputAt(inputs, name) ?? inputAt(outputs, name)),
    );
  }

  create(wanted: Wanted): StoredResource {
    const prepared = prepare(this.context, wanted);
    const first = withSeed(prepared, 0);
    this.refuseIfModelDoes(wanted, prepared, first);
    const holder = this.holdersOf(first)?.[0];
    if (holder === undefined) return this.createNew(wanted, prepared);
    if (first.model?.onExisting === 'adopt') return this.overwrite(holder, wanted, prepared);
    throw alreadyExists(wanted.type, displayName(first.model, draftOf(first).inputs, wanted.urn), wanted.what);
  }

  update(wanted: Wanted, id: string): StoredResource {
    const existing = this.find(wanted.type, id, wanted.inputs);
    if (existing === undefined) throw gone(id, wanted.what);
    const prepared = prepare(this.context, wanted);
    const again = { ...prepared.request, seed: existing.seed, id, previous: existing.outputs };
    this.refuseIfModelDoes(wanted, prepared, again);
    const holder = this.holdersOf(again)?.[0];
    if (holder !== undefined && holder !== existing) {
      throw alreadyExists(wanted.type, displayName(again.model, again.inputs.value, wanted.urn), wanted.what);
    }
    return this.overwrite(existing, wanted, prepared);
  }

  /** What an update would make of it, without doing it. */
  imagineUpdate(wanted: Wanted, id: string, previous: JsonObject): PlainTree {
    const { request } = prepare(this.context, wanted);
    const seed = this.find(wanted.type, id, wanted.inputs)?.seed ?? seedOf(wanted.urn, request.inputs.value, [], 0);
    return this.make({ ...request, seed, id, previous }).outputs;
  }

  delete(wanted: Wanted, id: string): void {
    const existing = this.find(wanted.type, id, wanted.inputs);
    if (existing === undefined) return;
    const model = this.context.models.get(wanted.type);
    const cloud = this.context.store.in(this.regionOf(existing));
    const asked = { ...existing.inputs, ...toPlain(wanted.inputs).value };
    const refusal = model?.refusesDelete?.(existing, cloud, asked);
    if (refusal !== undefined) throw cloudErrorOf(hideSecrets(refusal, inputsOf(existing)), wanted.what);
    for (const left of model?.leaves?.(existing, cloud, asked) ?? []) cloud.put?.(left);
    for (const { type, id: also } of model?.deletesAlso?.(existing, cloud) ?? []) {
      const contained = this.find(type, also, wanted.inputs);
      if (contained !== undefined) this.context.store.delete(contained);
    }
    if (model?.keeps?.(existing) === true) this.save({ ...existing, owner: `${RELEASED}${existing.owner}` });
    else this.context.store.delete(existing);
  }

  /** As the cloud has it, edits by hand included; what a hand-made resource lacks is as the model would compute it. */
  report(resource: StoredResource): PlainTree {
    const { type, id, seed, outputs, secretOutputs } = resource;
    const { models, home, defaultTags } = this.context;
    const at = locationOf({ region: this.regionOf(resource) }, home);
    const request = { type, urn: resource.owner, model: models.get(type), inputs: inputsOf(resource), at, seed };
    const made = this.make({ ...request, id, defaultTags }).outputs;
    return { value: { ...made.value, ...outputs }, secrets: [...new Set([...made.secrets, ...secretOutputs])] };
  }

  find(type: string, id: string, inputs: PropertyMap | undefined): StoredResource | undefined {
    const region = typeof inputs?.region === 'string' ? inputs.region : this.context.home.region;
    return this.context.store.get(type, id, storedRegion(type, region));
  }

  /** Resources that hold the AWS name which these inputs ask for; undefined where the type has no such name. */
  holders(urn: string, type: string, inputs: PropertyMap): readonly StoredResource[] | undefined {
    return this.holdersOf(withSeed(prepare(this.context, { urn, type, inputs, what: type }), 0));
  }

  /** Why the model would refuse these inputs whatever the cloud looks like when the time comes. */
  objectionTo(urn: string, type: string, inputs: PropertyMap): string | undefined {
    return standingObjection(this.context, { urn, type, inputs, what: type });
  }

  private createNew(wanted: Wanted, prepared: Prepared): StoredResource {
    const { at, inputs, type } = prepared.request;
    const { made, seed } = this.makeWithFreeId(wanted, prepared);
    const where = { type, id: made.id, region: storedRegion(type, at.region) };
    if (this.context.store.appeared(where)) {
      this.context.store.reload();
      // Still not it: a person has put another resource into the file of that name.
      if (this.context.store.appeared(where)) throw alreadyExists(type, made.id, wanted.what);
      return this.create(wanted);
    }
    return this.save({
      ...where,
      account: at.account,
      owner: wanted.urn,
      createdAt: new Date().toISOString(),
      seed,
      ...treesOf(inputs, made.outputs),
    });
  }

  private makeWithFreeId(wanted: Wanted, prepared: Prepared): { readonly made: Made; readonly seed: string } {
    const { type, at } = prepared.request;
    const region = storedRegion(type, at.region);
    let last: string | undefined;
    for (let attempt = 0; attempt < ID_ATTEMPTS; attempt++) {
      const request = withSeed(prepared, attempt);
      const made = this.make(request);
      if (!this.context.store.has({ type, region, id: made.id })) return { made, seed: request.seed };
      if (made.id === last) break;
      last = made.id;
    }
    throw alreadyExists(type, last ?? wanted.urn, wanted.what);
  }

  private overwrite(existing: StoredResource, wanted: Wanted, { request }: Prepared): StoredResource {
    const { seed, id, outputs: previous } = existing;
    const made = this.make({ ...request, seed, id, previous });
    return this.save({ ...existing, owner: wanted.urn, ...treesOf(request.inputs, made.outputs) });
  }

  private make(request: MakeRequest): Made {
    return makeResource(request, this.context.store.in(request.at.region));
  }

  private save(resource: StoredResource): StoredResource {
    this.context.store.put(resource);
    return resource;
  }

  private refuseIfModelDoes(wanted: Wanted, { all }: Prepared, request: MakeRequest): void {
    const cloud = this.context.store.in(request.at.region);
    const refusal = request.model?.refuses?.(draftOf({ ...request, inputs: all }), cloud);
    if (refusal !== undefined) throw cloudErrorOf(hideSecrets(refusal, all), wanted.what);
  }

  private holdersOf(request: MakeRequest): readonly StoredResource[] | undefined {
    const { inputs } = draftOf(request);
    const key = identityOf(request.model, request.type, request.at.region, (name) => inputAt(inputs, name));
    return key === undefined ? undefined : this.byIdentity(key);
  }

  private regionOf({ type, region }: StoredResource): string {
    const home = this.context.home.region;
    return storedRegion(type, home) === region ? home : region;
  }
}

export function inputsOf(resource: StoredResource): PlainTree {
  return { value: resource.inputs, secrets: resource.secretInputs };
}

function treesOf(
  inputs: PlainTree,
  outputs: PlainTree,
): Pick<StoredResource, 'inputs' | 'outputs' | 'secretInputs' | 'secretOutputs'> {
  const alsoSecret = outputs.secrets.filter(
    (pointer) => pointer === pointerTo(topKeyOf(pointer)) && topKeyOf(pointer) in inputs.value,
  );
  return {
    inputs: inputs.value,
    outputs: outputs.value,
    secretInputs: [...new Set([...inputs.secrets, ...alsoSecret])],
    secretOutputs: outputs.secrets,
  };
}

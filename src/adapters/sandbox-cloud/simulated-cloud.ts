import type { PropertyMap } from '../../core/engine/property-value.js';
import type { ResourceModel, SandboxCloud, SandboxResource } from '../../sdk/sandbox.js';
import { alreadyExists, cloudErrorOf, gone } from './cloud-error.js';
import { type CloudHome, type CloudLocation, locationOf, storedRegion } from './cloud-location.js';
import { draftOf, type Made, type MakeRequest, makeResource } from './make-resource.js';
import { withoutWriteOnly } from './preview-outputs.js';
import { type PlainTree, textsIn, toPlain, valuesAt } from './property-tree.js';
import { displayName, identityOf, seedOf } from './resource-naming.js';
import type { SandboxStore } from './sandbox-store.js';
import type { StoredResource } from './stored-resource.js';

/** One resource that somebody asks the cloud for. */
export interface Wanted {
  readonly urn: string;
  readonly type: string;
  readonly inputs: PropertyMap;
  /** `creating aws:sqs/queue:Queue "orders"`, for errors. */
  readonly what: string;
}

const ID_ATTEMPTS = 10;

/** What the simulated AWS does with one request: refuses it in AWS's words, or changes what it holds. */
export class SimulatedCloud {
  private readonly byIdentity: (key: string) => readonly StoredResource[];

  constructor(
    private readonly store: SandboxStore,
    private readonly models: ReadonlyMap<string, ResourceModel>,
    private readonly home: CloudHome,
    private readonly defaultTags?: Readonly<Record<string, string>>,
  ) {
    this.byIdentity = store.lookUpBy((resource) =>
      identityOf(
        this.models.get(resource.type),
        resource.type,
        resource.region,
        (name) => resource.inputs[name] ?? resource.outputs[name],
      ),
    );
  }

  create(wanted: Wanted): StoredResource {
    const { request, all, at } = this.prepare(wanted);
    const first = this.makeRequest(request, at, 0);
    this.refuseIfModelDoes(wanted, { ...first, inputs: all }, at);
    const existing = this.holderOfName(wanted, first);
    if (existing !== undefined) {
      if (request.model?.onExisting === 'adopt') return this.overwrite(existing, wanted);
      throw alreadyExists(wanted.type, displayName(request.model, draftOf(first).inputs, wanted.urn), wanted.what);
    }
    const { made, seed } = this.makeWithFreeId(wanted, request, at);
    return this.save({
      type: wanted.type,
      id: made.id,
      region: storedRegion(wanted.type, at.region),
      account: at.account,
      owner: wanted.urn,
      createdAt: new Date().toISOString(),
      seed,
      ...treesOf(request.inputs, made.outputs),
    });
  }

  update(wanted: Wanted, id: string): StoredResource {
    const existing = this.find(wanted.type, id, wanted.inputs);
    if (existing === undefined) throw gone(id, wanted.what);
    const { request, all, at } = this.prepare(wanted);
    const again = { ...request, at, seed: existing.seed, id, previous: existing.outputs };
    this.refuseIfModelDoes(wanted, { ...again, inputs: all }, at);
    const holder = this.holderOfName(wanted, again);
    if (holder !== undefined && holder !== existing) {
      throw alreadyExists(wanted.type, displayName(request.model, request.inputs.value, wanted.urn), wanted.what);
    }
    return this.overwrite(existing, wanted);
  }

  /** What an update would make of it, without doing it. */
  imagineUpdate(wanted: Wanted, id: string, previous: PlainTree): PlainTree {
    const { request, at } = this.prepare(wanted);
    const existing = this.find(wanted.type, id, wanted.inputs);
    const seed = existing?.seed ?? seedOf(wanted.urn, request.inputs.value, [], 0);
    return makeResource({ ...request, at, seed, id, previous: previous.value }, this.view(at)).outputs;
  }

  delete(wanted: Wanted, id: string): void {
    const existing = this.find(wanted.type, id, wanted.inputs);
    if (existing === undefined) return;
    const refusal = this.models.get(wanted.type)?.refusesDelete?.(existing, this.store.in(this.regionOf(existing)));
    if (refusal !== undefined) throw cloudErrorOf(hideSecrets(refusal, inputsOf(existing)), wanted.what);
    this.store.delete(existing);
  }

  /** As the cloud reports it now: outputs by the model, or as a person left them in the file. */
  report(resource: StoredResource): PlainTree {
    const asStored = { value: resource.outputs, secrets: resource.secretOutputs };
    const model = this.models.get(resource.type);
    if (resource.outputsEdited || model === undefined) return asStored;
    const at = locationOf({ region: this.regionOf(resource) }, this.home);
    const request = {
      type: resource.type,
      urn: resource.owner,
      model,
      inputs: inputsOf(resource),
      at,
      seed: resource.seed,
    };
    const again = { ...request, id: resource.id, previous: resource.outputs, defaultTags: this.defaultTags };
    return makeResource(again, this.view(at)).outputs;
  }

  find(type: string, id: string, inputs: PropertyMap | undefined): StoredResource | undefined {
    const region = typeof inputs?.region === 'string' ? inputs.region : this.home.region;
    return this.store.get(type, id, storedRegion(type, region));
  }

  /** Resources that hold the AWS name which these inputs ask for; undefined where the type has no such name. */
  holders(urn: string, type: string, inputs: PropertyMap): readonly StoredResource[] | undefined {
    const { request, at } = this.prepare({ urn, type, inputs, what: type });
    const key = this.identityKey(type, this.makeRequest(request, at, 0));
    return key === undefined ? undefined : this.byIdentity(key);
  }

  /** The model's objection, if it has one that holds whatever the cloud looks like when the time comes. */
  standingObjection(urn: string, type: string, inputs: PropertyMap): string | undefined {
    const model = this.models.get(type);
    if (model?.refuses === undefined) return undefined;
    const { request, all, at } = this.prepare({ urn, type, inputs, what: type });
    const watched = new WatchedCloud(this.view(at));
    const refusal = model.refuses(draftOf({ ...this.makeRequest(request, at, 0), inputs: all }), watched);
    return refusal === undefined || watched.looked ? undefined : hideSecrets(refusal, all);
  }

  private prepare(wanted: Wanted): {
    readonly request: Omit<MakeRequest, 'at' | 'seed'>;
    readonly all: PlainTree;
    readonly at: CloudLocation;
  } {
    const model = this.models.get(wanted.type);
    const all = toPlain(wanted.inputs);
    const kept = withoutWriteOnly(wanted.type, wanted.inputs, model);
    const inputs = kept === wanted.inputs ? all : toPlain(kept);
    const request = { type: wanted.type, urn: wanted.urn, model, inputs, defaultTags: this.defaultTags };
    return { request, all, at: locationOf(all.value, this.home) };
  }

  private makeRequest(request: Omit<MakeRequest, 'at' | 'seed'>, at: CloudLocation, attempt: number): MakeRequest {
    const hidden = new Set(request.inputs.secrets.map((pointer) => pointer.split('/')[1]));
    const fixed = [...(request.model?.identity ?? []), ...(request.model?.replaces ?? [])];
    const open = fixed.filter((input) => !hidden.has(input.split(/[.[]/)[0]));
    return { ...request, at, seed: seedOf(request.urn, request.inputs.value, open, attempt) };
  }

  private makeWithFreeId(
    wanted: Wanted,
    request: Omit<MakeRequest, 'at' | 'seed'>,
    at: CloudLocation,
  ): { readonly made: Made; readonly seed: string } {
    const region = storedRegion(wanted.type, at.region);
    let last: string | undefined;
    for (let attempt = 0; attempt < ID_ATTEMPTS; attempt++) {
      const whole = this.makeRequest(request, at, attempt);
      const made = makeResource(whole, this.view(at));
      const taken = this.store.has({ type: wanted.type, region, id: made.id });
      if (!taken) return { made, seed: whole.seed };
      if (made.id === last) break;
      last = made.id;
    }
    throw alreadyExists(wanted.type, last ?? wanted.urn, wanted.what);
  }

  private overwrite(existing: StoredResource, wanted: Wanted): StoredResource {
    const { request, at } = this.prepare(wanted);
    const whole = { ...request, at, seed: existing.seed, id: existing.id, previous: existing.outputs };
    const made = makeResource(whole, this.view(at));
    return this.save({ ...existing, owner: wanted.urn, ...treesOf(request.inputs, made.outputs) });
  }

  private save(resource: StoredResource): StoredResource {
    this.store.put(resource);
    return resource;
  }

  private refuseIfModelDoes(wanted: Wanted, request: MakeRequest, at: CloudLocation): void {
    const refusal = request.model?.refuses?.(draftOf(request), this.view(at));
    if (refusal !== undefined) throw cloudErrorOf(hideSecrets(refusal, request.inputs), wanted.what);
  }

  private holderOfName(wanted: Wanted, request: MakeRequest): StoredResource | undefined {
    const key = this.identityKey(wanted.type, request);
    return key === undefined ? undefined : this.byIdentity(key)[0];
  }

  private identityKey(type: string, request: MakeRequest): string | undefined {
    const { inputs } = draftOf(request);
    return identityOf(request.model, type, request.at.region, (name) => inputs[name]);
  }

  private view(at: CloudLocation): SandboxCloud {
    return this.store.in(at.region);
  }

  private regionOf(resource: StoredResource): string {
    return storedRegion(resource.type, this.home.region) === resource.region ? this.home.region : resource.region;
  }
}

/** Notes whether somebody looked: an answer that depends on the cloud may be another one later. */
class WatchedCloud implements SandboxCloud {
  looked = false;

  constructor(private readonly cloud: SandboxCloud) {}

  get(type: string, id: string): SandboxResource | undefined {
    this.looked = true;
    return this.cloud.get(type, id);
  }

  list(type: string): readonly SandboxResource[] {
    this.looked = true;
    return this.cloud.list(type);
  }
}

function treesOf(
  inputs: PlainTree,
  outputs: PlainTree,
): Pick<StoredResource, 'inputs' | 'outputs' | 'secretInputs' | 'secretOutputs' | 'outputsEdited'> {
  const alsoSecret = outputs.secrets.filter((pointer) => pointer.slice(1) in inputs.value);
  return {
    inputs: inputs.value,
    outputs: outputs.value,
    secretInputs: [...new Set([...inputs.secrets, ...alsoSecret])],
    secretOutputs: outputs.secrets,
    outputsEdited: false,
  };
}

export function inputsOf(resource: StoredResource): PlainTree {
  return { value: resource.inputs, secrets: resource.secretInputs };
}

function hideSecrets(text: string, inputs: PlainTree): string {
  const hidden = valuesAt(inputs)
    .flatMap(textsIn)
    .filter((secret) => secret !== '');
  return hidden.reduce((shown, secret) => shown.replaceAll(secret, '[secret]'), text);
}

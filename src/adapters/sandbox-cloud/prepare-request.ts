import type { PropertyMap } from '../../core/engine/property-value.js';
import type { ResourceModel } from '../../sdk/sandbox.js';
import { type CloudHome, locationOf } from './cloud-location.js';
import type { MakeRequest } from './make-resource.js';
import { withoutWriteOnly } from './preview-outputs.js';
import { type PlainTree, textsIn, toPlain, topKeyOf, valuesAt } from './property-tree.js';
import { seedOf } from './resource-naming.js';
import type { SandboxStore } from './sandbox-store.js';

/** What every request is answered with. */
export interface CloudContext {
  readonly store: SandboxStore;
  readonly models: ReadonlyMap<string, ResourceModel>;
  readonly home: CloudHome;
  readonly defaultTags?: Readonly<Record<string, string>>;
}

/** One resource that somebody asks the cloud for. */
export interface Wanted {
  readonly urn: string;
  readonly type: string;
  readonly inputs: PropertyMap;
  /** `creating aws:sqs/queue:Queue "orders"`, for errors. */
  readonly what: string;
}

export interface Prepared {
  readonly request: Omit<MakeRequest, 'seed'>;
  /** Inputs with the write-only ones, for the model's refusals alone. */
  readonly all: PlainTree;
}

export function prepare({ models, home, defaultTags }: CloudContext, { urn, type, inputs }: Wanted): Prepared {
  const model = models.get(type);
  const all = toPlain(inputs);
  const kept = withoutWriteOnly(type, inputs, model);
  const plain = kept === inputs ? all : toPlain(kept);
  return { request: { type, urn, model, inputs: plain, at: locationOf(all.value, home), defaultTags }, all };
}

/** The seed takes in what names the resource and what cannot be changed in place, but no secret. */
export function withSeed({ request }: Prepared, attempt: number): MakeRequest {
  const { model, inputs, urn } = request;
  const hidden = new Set(inputs.secrets.map(topKeyOf));
  const all = Object.keys(inputs.value).filter((input) => input !== 'tags');
  const replacing = model?.replaces.includes('*') === true ? all : (model?.replaces ?? []);
  const open = [...(model?.identity ?? []), ...replacing].filter((input) => !hidden.has(input.split(/[.[]/)[0] ?? ''));
  return { ...request, seed: seedOf(urn, inputs.value, open, attempt) };
}

/** An error's text without the secrets among the inputs that it may quote. */
export function hideSecrets(text: string, inputs: PlainTree): string {
  const hidden = valuesAt(inputs)
    .flatMap(textsIn)
    .filter((secret) => secret !== '');
  return hidden.reduce((shown, secret) => shown.replaceAll(secret, '[secret]'), text);
}

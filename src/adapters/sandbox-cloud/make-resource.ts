import type { JsonObject } from '../../sdk/json.js';
import type { MadeResource, ResourceModel, SandboxCloud } from '../../sdk/sandbox.js';
import { serviceOf } from './cloud-error.js';
import { type CloudLocation, storedRegion } from './cloud-location.js';
import { type PlainTree, pointerTo, secretsUnder, textsIn, valuesAt } from './property-tree.js';
import { fillTemplate, hexOf, withGeneratedNames } from './resource-naming.js';
import { GLOBAL_REGION } from './stored-resource.js';
import { typeMetadata } from './type-metadata.js';

/** What is needed to say how the cloud would report a resource. */
export interface MakeRequest {
  readonly type: string;
  readonly urn: string;
  readonly model: ResourceModel | undefined;
  /** Without the write-only ones. */
  readonly inputs: PlainTree;
  readonly at: CloudLocation;
  readonly seed: string;
  /** Id of a resource that exists already. */
  readonly id?: string;
  readonly previous?: JsonObject;
  readonly defaultTags?: Readonly<Record<string, string>>;
}

export interface Made {
  readonly id: string;
  readonly outputs: PlainTree;
}

/** What models see before there is an id: inputs with generated names filled in. */
export function draftOf(request: MakeRequest): Omit<MadeResource, 'id' | 'arn'> {
  const hex = hexOf(request.seed);
  return {
    urn: request.urn,
    inputs: withGeneratedNames(request.type, request.inputs.value, hex, request.previous),
    ...request.at,
    hex,
    ...(request.previous === undefined ? {} : { previous: request.previous }),
  };
}

/** Id, ARN and outputs by the model; for a type without one, the inputs echoed and an id `<type>-<hex>`. */
export function makeResource(request: MakeRequest, cloud: SandboxCloud): Made {
  const { model, type } = request;
  const draft = draftOf(request);
  const bare = { ...draft, id: '', arn: '' };
  const id = request.id ?? model?.id?.(bare, cloud) ?? defaultId(model, type, bare);
  const arn = arnOf(request, draft, id);
  const computed = model?.computed?.({ ...draft, id, arn }, cloud) ?? {};
  const outputs = { ...draft.inputs, ...givenByEvery(request), ...(arn === '' ? {} : { arn }), ...computed };
  return { id, outputs: { value: outputs, secrets: secretsOf(request, outputs) } };
}

function defaultId(model: ResourceModel | undefined, type: string, made: MadeResource): string {
  const named = model?.identity?.[0] === undefined ? undefined : made.inputs[model.identity[0]];
  if (typeof named === 'string') return named;
  return `${model?.idPrefix ?? shortName(type)}-${made.hex(17)}`;
}

function arnOf(request: MakeRequest, draft: Omit<MadeResource, 'id' | 'arn'>, id: string): string {
  const { type, at } = request;
  if (request.model?.arn !== undefined) return fillTemplate(request.model.arn, { ...draft.inputs, ...at, id });
  if (typeMetadata(type)?.outputs.has('arn') !== true) return '';
  if (id.startsWith('arn:')) return id;
  const region = storedRegion(type, at.region) === GLOBAL_REGION ? '' : at.region;
  return `arn:${at.partition}:${serviceOf(type)}:${region}:${at.account}:${shortName(type)}/${id}`;
}

/** Outputs that every type of the AWS provider has where its class names them. */
function givenByEvery(request: MakeRequest): JsonObject {
  const outputs = typeMetadata(request.type)?.outputs;
  if (outputs === undefined) return {};
  const tags = request.inputs.value.tags;
  return {
    ...(outputs.has('region') ? { region: request.at.region } : {}),
    ...(outputs.has('tagsAll')
      ? { tagsAll: { ...request.defaultTags, ...(typeof tags === 'object' && tags !== null ? tags : {}) } }
      : {}),
  };
}

/** Echoed secrets, outputs declared secret, and any output in which the text of a secret turns up. */
function secretsOf(request: MakeRequest, outputs: JsonObject): readonly string[] {
  const declared = [...(typeMetadata(request.type)?.secretOutputs ?? []), ...(request.model?.secretOutputs ?? [])];
  const whole = new Set(declared.filter((name) => outputs[name] !== undefined));
  const texts = valuesAt(request.inputs)
    .flatMap(textsIn)
    .filter((text) => text.length > 2);
  const given = request.inputs.value;
  if (texts.length > 0) {
    for (const [name, value] of Object.entries(outputs)) {
      if (value !== given[name] && textsIn(value).some((text) => texts.some((hidden) => text.includes(hidden))))
        whole.add(name);
    }
  }
  const echoed = Object.keys(given).filter((name) => !whole.has(name) && outputs[name] === given[name]);
  return [...echoed.flatMap((name) => secretsUnder(request.inputs.secrets, name)), ...[...whole].map(pointerTo)];
}

/** `log-group` of `aws:cloudwatch/logGroup:LogGroup`. */
function shortName(type: string): string {
  const name = type.slice(type.lastIndexOf(':') + 1);
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}

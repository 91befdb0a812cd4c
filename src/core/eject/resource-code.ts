import type { ResourceV3 } from '../engine/deployment-v3.js';
import { isProviderType, parseProviderRef, providerType, ROOT_STACK_TYPE } from '../engine/urn.js';
import { nameOfUrn } from '../plan/resource-owner.js';
import { isObject } from './opened-secrets.js';
import type { OutputCandidate } from './output-candidates.js';
import { listText, objectText, quoted } from './source-text.js';
import type { TypeFactsOf } from './type-facts.js';
import { type CodeScope, inside, membersOf, valueCode } from './value-code.js';

export interface ResourceScope extends Omit<CodeScope, 'output'> {
  /** Constant of a resource, with its module. */
  readonly resource: (urn: string) => string;
  readonly typeOf: (urn: string) => string | undefined;
  readonly candidates: (urns: readonly string[]) => readonly OutputCandidate[];
  readonly factsOf: TypeFactsOf;
  readonly deletesBeforeReplace: (resource: ResourceV3) => boolean;
  /** Class of a component resource. */
  readonly componentClass: (type: string) => string;
}

/** The expression that declares a resource as it was declared. */
export function resourceCode(resource: ResourceV3, scope: ResourceScope): string {
  const { type, custom, urn, external, id } = resource;
  const name = quoted(nameOfUrn(urn));
  const used = new Set<string>();
  const inputs = custom ? objectText(inputsOf(resource, scope, used)) : '{}';
  const options = optionsOf(resource, scope, used);
  const last = options.length === 0 ? '' : `, ${objectText(options)}`;
  if (!custom) return `new ${scope.componentClass(type)}(${name}${last})`;
  const known = isProviderType(type) || scope.factsOf(type) !== undefined;
  if (external === true && known) return `${classOf(type)}.get(${name}, ${quoted(id ?? '')}, {}${last})`;
  if (known) return `new ${classOf(type)}(${name}, ${inputs}${last})`;
  return `new pulumi.CustomResource(${quoted(type)}, ${name}, ${inputs}${last})`;
}

/** `aws:ec2/vpc:Vpc` → `aws.ec2.Vpc`. */
function classOf(type: string): string {
  if (isProviderType(type)) return `${type.split(':').at(-1) ?? ''}.Provider`;
  const [pkg = '', module = '', name = ''] = type.split(':');
  const [folder = ''] = module.split('/');
  return [pkg, ...(folder === 'index' ? [] : [folder]), name].join('.');
}

function inputsOf(
  resource: ResourceV3,
  scope: ResourceScope,
  used: Set<string>,
): readonly (readonly [string, string])[] {
  const { type, inputs = {}, propertyDependencies = {} } = resource;
  const taken = scope.factsOf(type)?.inputs;
  const isGiven = ([key, value]: readonly [string, unknown]) =>
    value !== null && !key.startsWith('__') && (taken?.has(key) ?? key !== 'version');
  const output = (one: OutputCandidate) => {
    used.add(one.urn);
    return `${scope.resource(one.urn)}.${one.output}`;
  };
  return membersOf(inputs)
    .filter(isGiven)
    .map(([key, value]) => {
      const candidates = scope.candidates(propertyDependencies[key] ?? []);
      const site = { scope: { ...scope, output }, candidates, path: nameOfUrn(resource.urn), property: '' };
      return [key, valueCode(isProviderType(type) ? settingOf(type, value) : value, inside(site, key))];
    });
}

/** Settings of providers are recorded as text. What is JSON in those of another package than AWS's is meant as text (a kubeconfig). */
function settingOf(type: string, value: unknown): unknown {
  if (type === providerType('aws')) return structured(value);
  return value === 'true' || value === 'false' ? value === 'true' : value;
}

/** Providers have their lists and maps recorded as JSON. */
function structured(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return isObject(parsed) || Array.isArray(parsed) ? parsed : value;
  } catch {
    return value;
  }
}

function optionsOf(
  resource: ResourceV3,
  scope: ResourceScope,
  used: ReadonlySet<string>,
): readonly (readonly [string, string])[] {
  const { parent, provider, protect, retainOnDelete, deletedWith, customTimeouts } = resource;
  const { ignoreChanges = [], replaceOnChanges = [], aliases = [], dependencies = [], type } = resource;
  const isRoot = parent === undefined || scope.typeOf(parent) === ROOT_STACK_TYPE;
  const own = provider === undefined ? '' : parseProviderRef(provider).urn;
  const declaredSecret = scope.factsOf(type)?.secretOutputs ?? [];
  const secretOutputs = (resource.additionalSecretOutputs ?? []).filter((name) => !declaredSecret.includes(name));
  const after = dependencies.filter((urn) => !used.has(urn) && urn !== parent);
  const lists = { ignoreChanges, replaceOnChanges, additionalSecretOutputs: secretOutputs, aliases };
  const options: [string, string][] = [];
  if (!isRoot) options.push(['parent', scope.resource(parent)]);
  if (own !== '' && !nameOfUrn(own).startsWith('default')) options.push(['provider', scope.resource(own)]);
  if (protect === true) options.push(['protect', 'true']);
  if (retainOnDelete === true) options.push(['retainOnDelete', 'true']);
  if (scope.deletesBeforeReplace(resource)) options.push(['deleteBeforeReplace', 'true']);
  for (const [name, list] of Object.entries(lists))
    if (list.length > 0) options.push([name, listText(list.map((item) => quoted(item)))]);
  const timeouts = Object.entries(customTimeouts ?? {}).filter(([, seconds]) => seconds !== undefined);
  if (timeouts.length > 0)
    options.push(['customTimeouts', objectText(timeouts.map(([step, seconds]) => [step, quoted(`${seconds}s`)]))]);
  if (deletedWith !== undefined) options.push(['deletedWith', scope.resource(deletedWith)]);
  if (after.length > 0) options.push(['dependsOn', listText(after.map((urn) => scope.resource(urn)))]);
  return options;
}

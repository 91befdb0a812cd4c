import { meant } from '../../core/diagnostics/did-you-mean.js';
import { isSecret, isUnknown, type PropertyMap, type PropertyValue, secret } from '../../core/engine/property-value.js';
import type { CheckRequest, CheckResult } from '../../core/engine/resource-provider.js';
import type { ResourceModel } from '../../sdk/sandbox.js';
import { hexOf, logicalName, seedOf } from './resource-naming.js';
import { type TypeMetadata, typeMetadata } from './type-metadata.js';

/** Stands for a write-only value wherever inputs are kept: that one was given is known, the value is not. */
const WRITE_ONLY = '(write-only)';

/** Inputs with the model's defaults and made-up name, and what the type's class would not take. */
export function checkInputs(request: CheckRequest, model: ResourceModel | undefined): CheckResult {
  const metadata = typeMetadata(request.type);
  const news = withoutNulls(request.news);
  const inputs = { ...withoutConflicts(model, news), ...news, ...madeUpName(request, metadata, model) };
  return {
    inputs,
    failures: metadata === undefined ? [] : [...missing(metadata, inputs), ...unknownNames(metadata, news)],
  };
}

/** Inputs without the values that must not be kept. */
export function hideWriteOnly(type: string, inputs: PropertyMap, model: ResourceModel | undefined): PropertyMap {
  const hidden = writeOnlyInputs(type, model).filter((name) => inputs[name] !== undefined && !isUnknown(inputs[name]));
  if (hidden.length === 0) return inputs;
  return { ...inputs, ...Object.fromEntries(hidden.map((name) => [name, hiddenLike(inputs[name]!)])) };
}

/** The class turns these inputs into secrets; a list stays a list. */
function hiddenLike(value: PropertyValue): PropertyValue {
  const plain = isSecret(value) ? value.value : value;
  return secret(Array.isArray(plain) ? [WRITE_ONLY] : WRITE_ONLY);
}

export function writeOnlyInputs(type: string, model: ResourceModel | undefined): readonly string[] {
  return [...(typeMetadata(type)?.writeOnly ?? []), ...(model?.writeOnly ?? [])];
}

function withoutNulls(map: PropertyMap): PropertyMap {
  const entries = Object.entries(map).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as PropertyMap;
}

/** Defaults, but for a `name` where a `namePrefix` is given. */
function withoutConflicts(model: ResourceModel | undefined, news: PropertyMap): PropertyMap {
  const entries = Object.entries(model?.defaults ?? {}).filter(([name]) => news[`${name}Prefix`] === undefined);
  return Object.fromEntries(entries) as PropertyMap;
}

/** As Pulumi does: a name that may be left out is `<logical name>-<7 hex>`, and stays what it was. */
function madeUpName(
  request: CheckRequest,
  metadata: TypeMetadata | undefined,
  model: ResourceModel | undefined,
): PropertyMap {
  const name = model?.identity?.find((input) => input === 'name' || input === 'bucket');
  if (name === undefined || metadata?.inputs.has(name) !== true || metadata.required.includes(name)) return {};
  if (metadata.required.length > 0 && name === 'bucket') return {};
  if (!absent(request.news[name]) || !absent(request.news[`${name}Prefix`])) return {};
  const kept = request.olds?.[name];
  return { [name]: absent(kept) ? `${logicalName(request.urn)}-${hexOf(seedOf(request.urn, {}, [], 0))(7)}` : kept! };
}

function missing(metadata: TypeMetadata, inputs: PropertyMap): CheckResult['failures'] {
  return metadata.required
    .filter((name) => absent(inputs[name]))
    .map((property) => ({ property, reason: `missing required property "${property}"` }));
}

function unknownNames(metadata: TypeMetadata, inputs: PropertyMap): CheckResult['failures'] {
  return Object.keys(inputs)
    .filter((name) => !metadata.inputs.has(name) && !name.startsWith('__'))
    .map((property) => {
      const hint = meant(property, metadata.inputs);
      return {
        property,
        reason: `"${property}" is not a property of this type${hint === undefined ? '' : `; ${hint}`}`,
      };
    });
}

function absent(value: PropertyValue | undefined): boolean {
  return value === undefined || value === null;
}

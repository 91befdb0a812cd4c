import { withIgnoredChanges } from '../../core/engine/ignore-changes.js';
import { formatPropertyPath, type PropertyPath, parsePropertyPath } from '../../core/engine/property-path.js';
import { isSecret, isUnknown, type PropertyMap, type PropertyValue } from '../../core/engine/property-value.js';
import type { DiffRequest, DiffResult, PropertyDiffKind } from '../../core/engine/resource-provider.js';
import type { ResourceModel } from '../../sdk/sandbox.js';
import { writeOnlyInputs } from './check-inputs.js';
import { nameScope } from './cloud-location.js';
import { differencesOf, type PropertyDifference } from './property-diff.js';
import { GLOBAL_REGION } from './stored-resource.js';

/** What an update would do, by the model's replacing inputs. */
export function diffInputs(request: DiffRequest, model: ResourceModel | undefined): DiffResult {
  const olds = comparable(request.oldInputs, request.type, model);
  const news = comparable(
    withIgnoredChanges(request.newInputs, request.oldInputs, request.ignoreChanges),
    request.type,
    model,
  );
  const paths = [...(model?.replaces ?? []), 'region'].filter((path) => path !== '*');
  const replacing = paths.map((path) => withoutPositions(parsePropertyPath(path.replaceAll('[]', '[*]'))));
  const everything = model?.replaces.includes('*') === true;
  const detailed: Record<string, PropertyDiffKind> = {};
  const replaces: string[] = [];
  for (const difference of differencesOf(olds, news)) {
    const path = formatPropertyPath(difference.path);
    const replace = (everything && difference.path[0] !== 'tags') || replacing.some((r) => touches(difference, r));
    detailed[path] = replace ? `${difference.kind}-replace` : difference.kind;
    if (replace) replaces.push(path);
  }
  return {
    changes: Object.keys(detailed).length > 0,
    detailed,
    replaces,
    deleteBeforeReplace:
      replaces.length > 0 && (model?.deleteBeforeReplace === true || keepsItsName(request.type, model, olds, news)),
  };
}

/** Defaults filled in on both sides, so that a value left out and the same value written don't differ. */
function comparable(inputs: PropertyMap, type: string, model: ResourceModel | undefined): PropertyMap {
  const hidden = new Set(writeOnlyInputs(type, model));
  const entries = Object.entries(inputs).filter(
    ([name, value]) => !hidden.has(name) && !name.startsWith('__') && value !== null,
  );
  const given = Object.fromEntries(entries) as PropertyMap;
  const defaults = Object.entries(model?.defaults ?? {}).filter(([name]) => given[`${name}Prefix`] === undefined);
  return { ...(Object.fromEntries(defaults) as PropertyMap), ...given };
}

/** True when the difference is at or below the replacing path, or takes in something that lies on it. */
function touches(difference: PropertyDifference, replacing: readonly string[]): boolean {
  const path = withoutPositions(difference.path);
  const common = Math.min(path.length, replacing.length);
  for (let i = 0; i < common; i++) if (path[i] !== replacing[i]) return false;
  if (path.length >= replacing.length) return true;
  const below = replacing.slice(path.length);
  return holds(difference.before, below) || holds(difference.after, below);
}

function holds(value: PropertyValue | undefined, path: readonly string[]): boolean {
  const [step, ...rest] = path;
  if (value === undefined || value === null) return false;
  if (step === undefined || isUnknown(value)) return true;
  if (isSecret(value)) return holds(value.value, path);
  if (Array.isArray(value)) return value.some((item) => holds(item, path));
  return typeof value === 'object' && holds((value as PropertyMap)[step], rest);
}

/** The new one would have the old one's name, so the two cannot exist at once. */
function keepsItsName(type: string, model: ResourceModel | undefined, olds: PropertyMap, news: PropertyMap): boolean {
  const names = model?.identity ?? [];
  if (olds.region !== news.region && nameScope(type, 'elsewhere') !== GLOBAL_REGION) return false;
  if (names.length === 0 || names.some((name) => isUnknown(news[name]))) return false;
  const pick = (inputs: PropertyMap): PropertyMap =>
    Object.fromEntries(names.filter((name) => inputs[name] !== undefined).map((name) => [name, inputs[name]!]));
  const before = pick(olds);
  return Object.keys(before).length > 0 && differencesOf(before, pick(news)).length === 0;
}

/** A model says `attributes.type` and means that of every element. */
function withoutPositions(path: PropertyPath): readonly string[] {
  return path.filter((step): step is string => typeof step === 'string' && step !== '*');
}

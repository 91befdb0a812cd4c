import { propertiesEqual } from '../../core/engine/property-path.js';
import type { PropertyMap } from '../../core/engine/property-value.js';
import type { DiffResult, PropertyDiffKind } from '../../core/engine/resource-provider.js';

/** How the settings of a provider resource differ. None of them makes a provider another one. */
export function diffSettings(olds: PropertyMap, news: PropertyMap): DiffResult {
  const detailed: Record<string, PropertyDiffKind> = {};
  for (const key of new Set([...Object.keys(olds), ...Object.keys(news)])) {
    if (propertiesEqual(olds[key], news[key])) continue;
    detailed[key] = key in olds ? (key in news ? 'update' : 'delete') : 'add';
  }
  return { changes: Object.keys(detailed).length > 0, detailed, replaces: [], deleteBeforeReplace: false };
}

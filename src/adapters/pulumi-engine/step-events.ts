import type { StepEventMetadata } from '@pulumi/pulumi/automation/index.js';
import type { PropertyChange, ResourceEvent, ResourceOp } from '../../core/engine/deployment-engine.js';
import { getProperty, parsePropertyPath } from '../../core/engine/property-path.js';
import type { PropertyMap } from '../../core/engine/property-value.js';
import { isProviderType, parseUrn } from '../../core/engine/urn.js';
import { displayText, hasUnknown } from './shown-values.js';

export type StepEvent = Omit<ResourceEvent, 'phase'>;

/** Steps of the engine by the name that panka has for them; undefined: bookkeeping that nobody has to read of. */
const OPS: Readonly<Record<string, ResourceOp>> = {
  same: 'same',
  create: 'create',
  update: 'update',
  delete: 'delete',
  replace: 'replace',
  'create-replacement': 'create-replacement',
  'delete-replaced': 'delete-replaced',
  read: 'read',
  'read-replacement': 'read',
  import: 'import',
  'import-replacement': 'import',
};

export interface Telling {
  /** Decides what drift is called. */
  readonly verb: string;
  /** The step looks at what is there; its op says what was found. */
  readonly refreshed: boolean;
  /** URNs that may hold an input back while it is unknown. */
  readonly waitsFor: (property: string) => readonly string[];
}

/** A step as an event of panka's. Undefined: nothing to tell. */
export function stepEventOf(step: StepEventMetadata, { verb, refreshed, waitsFor }: Telling): StepEvent | undefined {
  const state = step.new ?? step.old;
  const { name } = parseUrn(step.urn);
  if (!state || isDefaultProvider(step.type, name)) return undefined;
  const op = refreshed ? driftOp(step, verb) : OPS[step.op];
  if (op === undefined) return undefined;
  const diffs = refreshed ? driftOf(step) : propertyChanges(step, waitsFor);
  return {
    op,
    urn: step.urn,
    type: step.type,
    name,
    ...(state.parent !== '' && state.parent !== undefined && { parent: state.parent }),
    ...(state.id && { id: state.id }),
    ...(state.protect === true && { protect: true }),
    ...(state.retainOnDelete === true && { retain: true }),
    ...(diffs.length > 0 && { diffs }),
    ...(step.keys && step.keys.length > 0 && { replaceReasons: step.keys }),
  };
}

function isDefaultProvider(type: string, name: string): boolean {
  return isProviderType(type) && /^default(_|$)/.test(name);
}

/** On its own a refresh updates or deletes records; before another verb it only says what it has found. */
function driftOp(step: StepEventMetadata, verb: string): ResourceOp | undefined {
  if (hasVanished(step)) return verb === 'refresh' ? 'delete' : 'refresh';
  if (Object.keys(step.detailedDiff ?? {}).length === 0) return verb === 'refresh' ? 'same' : undefined;
  return verb === 'refresh' ? 'update' : 'refresh';
}

function hasVanished({ op, new: found }: StepEventMetadata): boolean {
  return op === 'delete' || !found;
}

function driftOf(step: StepEventMetadata): readonly PropertyChange[] {
  if (hasVanished(step)) return [{ path: 'id', kind: 'delete', before: displayText(step.old?.id) }];
  return propertyChanges(step, () => []);
}

function propertyChanges(step: StepEventMetadata, waitsFor: Telling['waitsFor']): readonly PropertyChange[] {
  const { detailedDiff, diffs } = step;
  const detailed = Object.keys(detailedDiff ?? {});
  const paths = detailed.length > 0 ? detailed : (diffs ?? []);
  return [...paths].sort().map((path) => ({
    path,
    kind: (detailedDiff?.[path]?.diffKind ?? 'update') as PropertyChange['kind'],
    ...valuesAt(step, path, waitsFor),
  }));
}

function valuesAt({ old, new: next }: StepEventMetadata, text: string, waitsFor: Telling['waitsFor']) {
  const path = parsePropertyPath(text);
  const at = (properties: Record<string, unknown> | undefined) => getProperty((properties ?? {}) as PropertyMap, path);
  const before = at(old?.inputs) ?? at(old?.outputs);
  const after = at(next?.inputs);
  return {
    before: displayText(before),
    after: displayText(after),
    ...(hasUnknown(after) && { unknownFrom: waitsFor(String(path[0] ?? text)) }),
  };
}

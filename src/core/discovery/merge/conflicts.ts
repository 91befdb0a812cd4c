import type { Json } from '../../../sdk/index.js';
import { dotted, escapeSegment } from '../../diagnostics/json-pointer.js';
import { isSecretName } from '../../diagnostics/secret-names.js';
import { isObject } from '../values.js';
import type { Layer } from './layer.js';
import { listKey } from './merge-values.js';

/** One field that two layers set to different values where only one of them should set it. */
export interface Conflict {
  /** Pointer within the spec. */
  readonly pointer: string;
  readonly lower: Json;
  readonly higher: Json;
}

/** Fields that a component's manifest and a ComponentInfra for every environment set differently (PANKA-MRG-001). */
export function conflicts(manifest: Layer, infra: Layer): readonly Conflict[] {
  const found: Conflict[] = [];
  compare(manifest.value, infra.value, '', found);
  return found;
}

function compare(lower: Json, higher: Json, pointer: string, found: Conflict[]): void {
  if (isObject(lower) && isObject(higher)) {
    for (const key of Object.keys(higher)) {
      if (Object.hasOwn(lower, key)) compare(lower[key]!, higher[key]!, `${pointer}/${escapeSegment(key)}`, found);
    }
  } else if (Array.isArray(lower) && Array.isArray(higher)) compareLists(lower, higher, pointer, found);
  else if (!same(lower, higher)) found.push({ pointer, lower, higher });
}

function compareLists(lower: readonly Json[], higher: readonly Json[], pointer: string, found: Conflict[]): void {
  const key = listKey(lower, higher);
  if (key === undefined) {
    if (!same(lower, higher)) found.push({ pointer, lower, higher });
    return;
  }
  for (const [index, item] of lower.entries()) {
    const other = higher.find((one) => isObject(one) && isObject(item) && one[key] === item[key]);
    if (other !== undefined) compare(item, other, `${pointer}/${index}`, found);
  }
}

/** `"512"` and `512` are the same: variables often arrive as texts. */
function same(a: Json, b: Json): boolean {
  if (typeof a !== 'object' && typeof b !== 'object') return String(a) === String(b);
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What to say about a conflict, given the two places as `file:line`. */
export function conflictMessage({ pointer, lower, higher }: Conflict, lowerPlace: string, higherPlace: string): string {
  const field = dotted(`/spec${pointer}`);
  const show = (value: Json) =>
    isSecretName(pointer.slice(pointer.lastIndexOf('/') + 1)) ? 'set' : `is ${JSON.stringify(value)}`;
  return `${field} ${show(lower)} in ${lowerPlace} and ${show(higher)} in ${higherPlace}; set it in one place`;
}

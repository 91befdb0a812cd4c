import { segmentsOf } from '../diagnostics/json-pointer.js';
import { specChanges } from '../plan/spec-changes.js';
import { maskedProperties } from './masked-properties.js';

/** A difference at one place, values with secrets hidden. Absent: there was, or is, none. */
export interface ValueChange {
  /** As one would write it in YAML: `visibilityTimeout`, `containers[0].image`. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * Leaf differences of two values. They are compared before they are masked, so that a secret that changed is told without its
 * value; sealed ones differ with every sealing and are therefore taken for equal.
 */
export function compareValues(before: unknown, after: unknown): readonly ValueChange[] {
  return specChanges({ before: withoutSeals(before), after: withoutSeals(after) }).map((change) => {
    const name = lastName(change.path);
    return {
      path: yamlPath(change.path),
      ...(change.before !== undefined && { before: maskedProperties(change.before, name) }),
      ...(change.after !== undefined && { after: maskedProperties(change.after, name) }),
    };
  });
}

/** `/containers/0/image` → `containers[0].image`; names that YAML would quote are quoted. */
export function yamlPath(pointer: string): string {
  return segmentsOf(pointer).reduce((text, step) => {
    if (/^\d+$/.test(step)) return `${text}[${step}]`;
    const name = /^[A-Za-z_][\w-]*$/.test(step) ? step : JSON.stringify(step);
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

function lastName(pointer: string): string {
  const names = pointer.split('/').filter((step) => !/^\d*$/.test(step));
  return names.at(-1) ?? '';
}

function withoutSeals(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSeals);
  if (typeof value !== 'object' || value === null) return value;
  if ('ciphertext' in value && Object.keys(value).length === 2) return maskedProperties(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSeals(item)]));
}

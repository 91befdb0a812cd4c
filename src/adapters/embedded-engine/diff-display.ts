import type { PropertyChange } from '../../core/engine/deployment-engine.js';
import {
  containsUnknown,
  getProperty,
  isList,
  isPropertyMap,
  isSecretAt,
  parsePropertyPath,
} from '../../core/engine/property-path.js';
import { isSecret, isUnknown, type PropertyMap, type PropertyValue } from '../../core/engine/property-value.js';
import type { PropertyDiffKind } from '../../core/engine/resource-provider.js';

export interface DiffSubject {
  readonly detailed: Readonly<Record<string, PropertyDiffKind>>;
  readonly oldInputs: PropertyMap;
  readonly oldOutputs: PropertyMap;
  readonly newInputs: PropertyMap;
  /** URNs that may hold an input back while it is unknown. */
  readonly waitsFor: (property: string) => readonly string[];
}

/** What differs, as text to show: secrets masked, unknowns by what they wait for. */
export function propertyChanges(subject: DiffSubject): PropertyChange[] {
  return Object.keys(subject.detailed)
    .sort()
    .map((path) => propertyChange(subject, path));
}

function propertyChange(subject: DiffSubject, text: string): PropertyChange {
  const { oldInputs, oldOutputs, newInputs } = subject;
  const path = parsePropertyPath(text);
  const before = getProperty(oldInputs, path) ?? getProperty(oldOutputs, path);
  const after = getProperty(newInputs, path);
  const masked = [oldInputs, oldOutputs, newInputs].some((properties) => isSecretAt(properties, path));
  const unknownFrom = containsUnknown(after) ? subject.waitsFor(String(path[0] ?? text)) : undefined;
  return {
    path: text,
    kind: subject.detailed[text] as PropertyDiffKind,
    before: displayText(before, masked),
    after: displayText(after, masked),
    ...(unknownFrom && { unknownFrom }),
  };
}

function displayText(value: PropertyValue | undefined, masked: boolean): string | undefined {
  if (value === undefined || isUnknown(value)) return undefined;
  return masked ? '[secret]' : JSON.stringify(shown(value));
}

/** A value as plain JSON to look at: `[secret]` and `[unknown]` stand for what cannot be shown. */
export function shown(value: PropertyValue): unknown {
  if (isUnknown(value)) return '[unknown]';
  if (isSecret(value)) return '[secret]';
  if (isList(value)) return value.map(shown);
  if (!isPropertyMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item)]));
}

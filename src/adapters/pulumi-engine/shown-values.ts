import { SECRET_SIG, SIG_KEY } from '../../core/engine/deployment-v3.js';

/** What the engine's events say of a value that is not known yet. Source: Pulumi's `plugin.UnknownStringValue` and its siblings. */
const UNKNOWNS: readonly string[] = [
  '1c4a061d-8072-4f0a-a4cb-0ff528b18fe7',
  '3eeb2bf0-c639-47a8-9e75-3b44932eb421',
  '04da6b54-80e4-46f7-96ec-b56ff0331ba9',
  '6a19a0b0-7e62-4c92-b797-7f8e31da9cc2',
  '030794c1-ac77-496b-92df-f27374a8bd58',
  'e48ece36-62e2-4504-bad9-02848725956a',
  'dd056dcd-154b-4c76-9bd3-c8f88648b5ff',
];

const SECRET = '[secret]';

/** Events carry a secret as the state does, with this text for its ciphertext. */
function isMasked(value: object): boolean {
  return SIG_KEY in value && (value as Record<string, unknown>)[SIG_KEY] === SECRET_SIG;
}

function isUnknownText(value: unknown): boolean {
  return typeof value === 'string' && UNKNOWNS.includes(value);
}

/** Whether there is something unknown anywhere in it. */
export function hasUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasUnknown);
  if (typeof value === 'object' && value !== null) return Object.values(value).some(hasUnknown);
  return isUnknownText(value);
}

/** A value of an event as plain JSON to look at; secrets are masked by the engine itself. */
export function shownValue(value: unknown): unknown {
  if (isUnknownText(value)) return '[unknown]';
  if (Array.isArray(value)) return value.map(shownValue);
  if (typeof value !== 'object' || value === null) return value;
  if (isMasked(value)) return SECRET;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shownValue(item)]));
}

/** JSON text, `[secret]`, or undefined for what is not there or not known. */
export function displayText(value: unknown): string | undefined {
  if (value === undefined || isUnknownText(value)) return undefined;
  const shown = shownValue(value);
  return shown === SECRET ? SECRET : JSON.stringify(shown);
}

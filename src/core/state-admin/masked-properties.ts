import { isSecretName, looksSecret } from '../diagnostics/secret-names.js';
import { SECRET_SIG, SIG_KEY } from '../engine/deployment-v3.js';

/** What stands for a secret wherever a state is shown. */
export const HIDDEN = '[secret]';

/**
 * Inputs, outputs or a spec as a person may see them: sealed values, what has a secret's name, and what looks like one by its
 * format are hidden. The signature of assets and archives is left out.
 */
export function maskedProperties(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return value !== '' && (isSecretName(name) || looksSecret(value)) ? HIDDEN : value;
  if (Array.isArray(value)) return value.map((item) => maskedProperties(item, name));
  if (typeof value !== 'object' || value === null) return value;
  const properties = value as Record<string, unknown>;
  if (properties[SIG_KEY] === SECRET_SIG) return HIDDEN;
  const shown = Object.entries(properties).filter(([key]) => key !== SIG_KEY);
  return Object.fromEntries(shown.map(([key, item]) => [key, maskedProperties(item, key)]));
}

import { didYouMean } from '../diagnostics/did-you-mean.js';
import { EXIT, PankaError } from '../diagnostics/panka-error.js';

export function unknownPolicy(id: string, known: readonly string[]): PankaError {
  const similar = didYouMean(id.toUpperCase(), known);
  return new PankaError({
    code: 'UnknownPolicy',
    message: `there is no rule "${id}" in this stack`,
    suggestions: similar === undefined ? ['panka policy list --all'] : [`panka policy explain ${similar}`],
    exitCode: EXIT.input,
  });
}

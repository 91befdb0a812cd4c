import { meant } from '../../diagnostics/did-you-mean.js';
import type { Report } from '../problems.js';
import { parseSetOption, type SetOption } from './set-option.js';

/** Reads every `--set`; those that cannot be read, or name no component, are reported. */
export function readSetOptions(
  written: readonly string[],
  addresses: ReadonlySet<string>,
  report: Report,
): SetOption[] {
  return written.flatMap((one) => {
    const option = parseSetOption(one);
    if (typeof option === 'string') {
      report({
        severity: 'error',
        code: 'InvalidSetOption',
        message: option,
        suggestion: 'for example --set api/web.spec.runtime.cpu=512',
      });
      return [];
    }
    if (addresses.has(option.address)) return [option];
    report({
      severity: 'error',
      code: 'UnknownComponent',
      message: `--set names component "${option.address}", which does not exist`,
      suggestion: meant(option.address, addresses),
    });
    return [];
  });
}

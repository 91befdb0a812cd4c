import { PankaError } from '../../core/diagnostics/panka-error.js';

/** A living process (or one that cannot be judged from here) holds a guard for far longer than any write takes. */
export function guardBusy(
  path: string,
  holder: { readonly host: string; readonly pid: number; readonly since: string },
): PankaError {
  return new PankaError({
    code: 'GuardBusy',
    message: `process ${holder.pid} on "${holder.host}" has been writing under the guard "${path}" since ${holder.since}`,
    suggestions: [`ps -p ${holder.pid}`, `if that process is gone: rm "${path}"`],
  });
}

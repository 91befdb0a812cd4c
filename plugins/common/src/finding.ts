import type { Finding } from 'panka/sdk';

/** A rule of a kind that the manifest breaks; `suggestion` is YAML to write instead. */
export function errorAt(path: string, code: string, message: string, suggestion?: string): Finding {
  return { code, severity: 'error', path, message, ...(suggestion === undefined ? {} : { suggestion }) };
}

/** The same for what works but is likely not meant. */
export function warningAt(path: string, code: string, message: string, suggestion?: string): Finding {
  return { ...errorAt(path, code, message, suggestion), severity: 'warning' };
}

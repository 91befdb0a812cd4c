import type { Diagnostic } from '../core/diagnostics/diagnostic.js';

/** The documented shape of a finding. */
export function diagnosticJson({ source, ...rest }: Diagnostic): Record<string, unknown> {
  return { ...rest, file: source?.file, line: source?.line, column: source?.column };
}

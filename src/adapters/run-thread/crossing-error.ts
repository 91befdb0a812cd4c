import { isPankaError, PankaError, type PankaErrorDetail } from '../../core/diagnostics/panka-error.js';

/** An error as plain data, which another thread can be sent. */
export type CrossingError =
  | { readonly panka: Omit<PankaErrorDetail, 'cause'>; readonly stack?: string; readonly cause?: CrossingError }
  | { readonly name: string; readonly message: string; readonly code?: string; readonly stack?: string };

export function crossingError(error: unknown): CrossingError {
  if (isPankaError(error)) {
    const { code, message, suggestions, exitCode, ref, diagnostics, stack, cause } = error;
    const panka = { code, message, suggestions, exitCode, diagnostics, ...(ref !== undefined && { ref }) };
    return {
      panka,
      ...(stack !== undefined && { stack }),
      ...(cause !== undefined && { cause: crossingError(cause) }),
    };
  }
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  const code: unknown = 'code' in error ? error.code : undefined;
  return { name, message, ...(stack !== undefined && { stack }), ...(typeof code === 'string' && { code }) };
}

/** The same error on this side: the same class, with the stack of where it was made. */
export function arrivedError(crossing: CrossingError): Error {
  const error = 'panka' in crossing ? pankaError(crossing) : plainError(crossing);
  if (crossing.stack !== undefined) error.stack = crossing.stack;
  return error;
}

function pankaError({ panka, cause }: Extract<CrossingError, { panka: unknown }>): PankaError {
  return new PankaError({ ...panka, ...(cause !== undefined && { cause: arrivedError(cause) }) });
}

function plainError({ name, message, code }: Exclude<CrossingError, { panka: unknown }>): Error {
  return Object.assign(new Error(message), { name, ...(code !== undefined && { code }) });
}

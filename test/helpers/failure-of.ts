import { isPankaError, type PankaError } from '../../src/core/diagnostics/panka-error.js';

/** The PankaError that the action fails with. Fails when it does not fail, and passes any other error on. */
export async function failureOf(action: Promise<unknown> | (() => Promise<unknown>)): Promise<PankaError> {
  let value: unknown;
  try {
    value = await (typeof action === 'function' ? action() : action);
  } catch (error) {
    if (isPankaError(error)) return error;
    throw error;
  }
  throw new Error(`no failure, but ${JSON.stringify(value)}`);
}

import { PankaError } from '../../core/diagnostics/panka-error.js';

/** What an interrupted run had made was found and could not be read. Nothing is lost: the next run looks again. */
export function adoptedUnread(urns: readonly string[], reason: string): PankaError {
  return new PankaError({
    code: 'AdoptedUnread',
    message: `an interrupted run had made ${urns.join(', ')}, which could not be read: ${reason}`,
    suggestions: ['run the command again once AWS answers'],
  });
}

/** Text and code of whatever was thrown. */
export function describeFailure(error: unknown): { readonly message: string; readonly code?: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  const code: unknown = 'code' in error ? error.code : undefined;
  return { message: error.message, ...(typeof code === 'string' && { code }) };
}

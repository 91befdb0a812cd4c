/** Text and code of whatever was thrown. */
export function describeFailure(error: unknown): { readonly message: string; readonly code?: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  const code: unknown = 'code' in error ? error.code : undefined;
  return { message: error.message, ...(typeof code === 'string' && { code }) };
}

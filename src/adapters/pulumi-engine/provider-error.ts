/**
 * What AWS said, out of what the provider wrapped around it, such as
 * `creating SQS Queue (x): operation error SQS: CreateQueue, https response error StatusCode: 400, RequestID: 1-2, api error QueueDeletedRecently: You must wait`.
 */
export function providerError(message: string): { readonly message: string; readonly code?: string } {
  const text = withoutPreamble(message);
  const code = codeOf(text);
  return { message: text, ...(code !== undefined && { code }) };
}

/** The engine names the step and the count of errors first, then lists them with stars. */
function withoutPreamble(message: string): string {
  const inner = /\* ([\s\S]+)$/.exec(message)?.[1] ?? message;
  return inner.replace(/^(sdk-v2\/provider2\.go:\d+: sdk\.helper_schema: )/, '').trim();
}

function codeOf(text: string): string | undefined {
  const wrapped = (/\bapi error ([A-Za-z0-9.]+):/.exec(text) ?? /\bRequestID: [^,]*, ([A-Z]\w+):/.exec(text))?.[1];
  return wrapped ?? /^([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:: )/.exec(text)?.[1];
}

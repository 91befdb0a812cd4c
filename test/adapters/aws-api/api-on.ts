import { awsApi, type OpenAwsApi } from '../../../src/adapters/aws-api/aws-api.js';
import { SERVICES } from '../../../src/adapters/aws-api/services.js';
import type { AwsSettings } from '../../../src/adapters/aws-clients/aws-settings.js';
import { isPankaError } from '../../../src/core/diagnostics/panka-error.js';
import type { AwsError } from '../../../src/sdk/verifier.js';
import { TEST_CREDENTIALS } from '../../servers/clients.js';

/** Every service at one server of this machine. */
export function apiOn(url: string, more: Partial<AwsSettings> & { readonly signal?: AbortSignal } = {}): OpenAwsApi {
  Object.assign(process.env, TEST_CREDENTIALS);
  const { signal, ...settings } = more;
  const endpoints = Object.fromEntries(Object.values(SERVICES).map(({ endpoint }) => [endpoint, url]));
  return awsApi({
    settings: { version: '0.0.0-test', region: 'us-east-1', endpoints, ...settings },
    ...(signal !== undefined && { signal }),
  });
}

/** What AWS refuses a call with. Fails when it answers, and passes on what is no refusal of AWS. */
export async function refusalOf(call: Promise<unknown>): Promise<AwsError> {
  const answer = await call.catch((error: unknown) => {
    if (error instanceof Error && 'kind' in error && !isPankaError(error)) return error as AwsError;
    throw error;
  });
  if (answer instanceof Error) return answer as AwsError;
  throw new Error(`no refusal, but ${JSON.stringify(answer)}`);
}

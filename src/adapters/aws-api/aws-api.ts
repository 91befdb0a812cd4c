import type { AwsApi } from '../../sdk/verifier.js';
import { AwsClients } from '../aws-clients/aws-clients.js';
import type { AwsSettings } from '../aws-clients/aws-settings.js';
import { AwsCallError } from './aws-call-error.js';
import { loadOperation } from './load-operation.js';
import { plainAnswer } from './plain-answer.js';

export interface AwsApiRequest {
  /** How AWS is reached: `awsSettingsOf(settings, version, 'deploy')`. */
  readonly settings: AwsSettings;
  /** Region of what is deployed, where it is not that of the settings. */
  readonly region?: string;
  /** Ends calls that are under way. */
  readonly signal?: AbortSignal;
}

/** AWS's own answers, to close when nothing is asked any more. */
export interface OpenAwsApi extends AwsApi {
  readonly close: () => Promise<void>;
}

/**
 * Asks AWS itself, through the SDK's client of each service, which is loaded at the first call to it. Credentials, endpoints,
 * timeouts and attempts are those of every other call of AWS; throttled calls are tried again by the SDK, with growing pauses.
 * A call rejects with an `AwsCallError`, or with UnknownAwsOperation where the SDK has no such operation.
 */
export function awsApi(request: AwsApiRequest): OpenAwsApi {
  const { settings, region, signal } = request;
  const clients = new AwsClients(region === undefined ? settings : { ...settings, region });
  return {
    call: async (operation, params) => {
      const { endpoint, Client, Command } = await loadOperation(operation);
      const client = await clients.client(endpoint, async (config) => new Client(config));
      try {
        return plainAnswer(await client.send(new Command(params), { abortSignal: signal }));
      } catch (error) {
        signal?.throwIfAborted();
        throw new AwsCallError(operation, error);
      }
    },
    close: () => clients.close(),
  };
}

import type { JsonObject } from '../../sdk/json.js';
import type { AwsApi } from '../../sdk/verifier.js';
import { AwsClients } from '../aws-clients/aws-clients.js';
import type { AwsSettings } from '../aws-clients/aws-settings.js';
import type { ClientConfig } from '../aws-clients/client-config.js';
import type { RenewableClient } from '../aws-clients/fresh-credentials.js';
import { AwsCallError } from './aws-call-error.js';
import { unknownAwsOperation } from './errors.js';
import { plainAnswer } from './plain-answer.js';
import { SERVICES } from './services.js';

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
      const { client, Command } = await open(operation, clients);
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

/** The part of the SDK's clients and commands that this needs. They are as many types as there are services and operations. */
interface ServiceClient extends RenewableClient {
  send(command: object, options: { readonly abortSignal?: AbortSignal | undefined }): Promise<object>;
  destroy(): void;
}
type ClientClass = new (config: ClientConfig) => ServiceClient;
type CommandClass = new (params: JsonObject) => object;

async function open(operation: string, clients: AwsClients): Promise<{ client: ServiceClient; Command: CommandClass }> {
  const [, prefix = '', name = ''] = /^([a-z0-9-]+):([A-Z]\w+)$/.exec(operation) ?? [];
  const service = Object.hasOwn(SERVICES, prefix) ? SERVICES[prefix] : undefined;
  if (service === undefined) throw unknownAwsOperation(operation, Object.keys(SERVICES));
  const sdk = (await import(service.sdk)) as Readonly<Record<string, unknown>>;
  const Command = sdk[`${name}Command`] as CommandClass | undefined;
  if (Command === undefined) throw unknownAwsOperation(operation, Object.keys(SERVICES));
  const client = await clients.client(service.endpoint, async (config) => new (clientClass(sdk))(config));
  return { client, Command };
}

/** `ECSClient`; `__Client` is the SDK's base class. */
function clientClass(sdk: Readonly<Record<string, unknown>>): ClientClass {
  const name = Object.keys(sdk).find((one) => /^[A-Z]\w*Client$/.test(one));
  return sdk[String(name)] as ClientClass;
}

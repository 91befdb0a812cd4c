import type { JsonObject } from '../../sdk/json.js';
import type { ClientConfig } from '../aws-clients/client-config.js';
import type { RenewableClient } from '../aws-clients/fresh-credentials.js';
import { unknownAwsOperation } from './errors.js';
import { SERVICES } from './services.js';

/** The part of the SDK's clients and commands that this needs. They are as many types as there are services and operations. */
export interface ServiceClient extends RenewableClient {
  send(command: object, options: { readonly abortSignal?: AbortSignal | undefined }): Promise<object>;
  destroy(): void;
}

export interface Operation {
  /** Of its service under `aws.endpoints`. */
  readonly endpoint: string;
  readonly Client: new (config: ClientConfig) => ServiceClient;
  readonly Command: new (params: JsonObject) => object;
}

/** What the SDK has for `ecs:DescribeServices`. Rejects with UnknownAwsOperation where it has nothing. */
export async function loadOperation(operation: string): Promise<Operation> {
  const [, prefix = '', name = ''] = /^([a-z0-9-]+):([A-Z]\w+)$/.exec(operation) ?? [];
  const service = Object.hasOwn(SERVICES, prefix) ? SERVICES[prefix] : undefined;
  if (service === undefined) throw unknownAwsOperation(operation, Object.keys(SERVICES));
  const sdk = (await import(service.sdk)) as Readonly<Record<string, unknown>>;
  const Command = sdk[`${name}Command`] as Operation['Command'] | undefined;
  if (Command === undefined) throw unknownAwsOperation(operation, Object.keys(SERVICES));
  return { endpoint: service.endpoint, Client: clientOf(sdk), Command };
}

/** `ECSClient`; `__Client` is the SDK's base class. */
function clientOf(sdk: Readonly<Record<string, unknown>>): Operation['Client'] {
  const name = Object.keys(sdk).find((one) => /^[A-Z]\w*Client$/.test(one));
  return sdk[String(name)] as Operation['Client'];
}

import type { handleUnaryCall, UntypedServiceImplementation } from '@grpc/grpc-js';
import type { ResourceProvider } from '../../core/engine/resource-provider.js';
import { awsPackageVersion } from './aws-package-version.js';
import { CallScope } from './call-scope.js';
import { failedCall } from './failed-call.js';
import { pluginHandlers } from './plugin-handlers.js';
import { type ProviderProtos, providerProtos } from './provider-protos.js';
import { type Handlers, resourceHandlers } from './resource-handlers.js';

export interface ServeOptions {
  /** Package whose resources these are. Default `aws`. */
  readonly package?: string;
  /** Of that package. Default: the installed @pulumi/aws's. */
  readonly version?: string;
  /** Called when an engine sets up a provider of the package, which each run does before all other calls. */
  readonly onConfigure?: () => void;
}

export interface ServedProvider {
  /** On 127.0.0.1, for `PULUMI_DEBUG_PROVIDERS=aws:PORT`. */
  readonly port: number;
  /** Aborts what still runs and takes no more calls. */
  close(): Promise<void>;
}

/**
 * Offers a provider to Pulumi's own engine, by the protocol of its plugins. One server answers for every provider resource of
 * the package: what differs between them, such as the region, is in the inputs of each resource.
 */
export async function serveProvider(provider: ResourceProvider, options: ServeOptions = {}): Promise<ServedProvider> {
  const protos = providerProtos();
  const { grpc } = protos;
  const scope = new CallScope();
  const server = new grpc.Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
  const handlers = {
    ...pluginHandlers({ package: 'aws', version: awsPackageVersion(), ...options, protos, scope }),
    ...resourceHandlers({ provider, protos, scope }),
  };
  server.addService(protos.service, implement(handlers, protos));
  const port = await new Promise<number>((resolve, reject) => {
    const credentials = grpc.ServerCredentials.createInsecure();
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  return {
    port,
    close: async () => {
      scope.cancel();
      server.forceShutdown();
    },
  };
}

/** A method without a handler is answered as unimplemented by gRPC itself. */
function implement(handlers: Handlers, protos: ProviderProtos): UntypedServiceImplementation {
  return Object.fromEntries(
    Object.entries(handlers).map(([method, handler]) => [
      method,
      ((call, callback) => {
        handler(call.request as never).then(
          (response) => callback(null, response),
          (error: unknown) => callback(failedCall(error, protos)),
        );
      }) satisfies handleUnaryCall<unknown, unknown>,
    ]),
  );
}

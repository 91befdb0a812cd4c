import type { handleUnaryCall, UntypedServiceImplementation } from '@grpc/grpc-js';
import type { Handlers } from './monitor.js';
import type { SdkInternals } from './sdk-internals.js';

/** The SDK's two clients and how to end them. */
export interface Connection {
  readonly monitor?: unknown;
  readonly engine?: unknown;
  /** Address of each service; a name that is none in process. */
  readonly address: string;
  close(): Promise<void>;
}

export interface Services {
  readonly monitor: Handlers;
  readonly engine: Handlers;
}

type Callback = (error: Error | null, response?: unknown) => void;

/** Clients that call the handlers without a wire in between. Once it is closed, nothing is done any more, nor is anybody answered. */
export function connectInProcess(services: Services, sdk: SdkInternals): Connection {
  let isOpen = true;
  const client = (handlers: Handlers) => directClient(handlers, { sdk, isOpen: () => isOpen });
  return {
    monitor: client(services.monitor),
    engine: client(services.engine),
    address: 'in-process',
    close: async () => {
      isOpen = false;
    },
  };
}

function directClient(handlers: Handlers, { sdk, isOpen }: { sdk: SdkInternals; isOpen: () => boolean }): unknown {
  const call = (method: string) => (request: never, callback: Callback) => {
    // Whoever still calls is what is left of a program that was given up: an error would reach nobody who could do anything.
    if (!isOpen()) return;
    const handler = handlers[method];
    if (!handler) return callback(unimplemented(method, sdk));
    handler(request).then(
      (response) => callback(null, response),
      (error: unknown) => callback(serviceError(error, sdk)),
    );
  };
  const known: Record<string, unknown> = { close: () => undefined };
  return new Proxy(known, { get: (target, key) => target[String(key)] ?? call(String(key)) });
}

function unimplemented(method: string, sdk: SdkInternals): Error {
  const details = `the embedded engine does not implement ${method}`;
  return Object.assign(new Error(details), { code: sdk.grpc.status.UNIMPLEMENTED, details });
}

/** An error as gRPC clients get it: a status code, and the text also as `details`. */
export function serviceError(error: unknown, sdk: SdkInternals): Error & { code: number; details: string } {
  const details = error instanceof Error ? error.message : String(error);
  return Object.assign(new Error(details), { code: sdk.grpc.status.UNKNOWN, details });
}

/** Both services on a port of 127.0.0.1, as an engine in another process would offer them. */
export async function connectOverGrpc(services: Services, sdk: SdkInternals): Promise<Connection> {
  const { grpc } = sdk;
  const server = new grpc.Server({ 'grpc.max_receive_message_length': -1 });
  server.addService(sdk.monitorService, implement(services.monitor, sdk));
  server.addService(sdk.engineService, implement(services.engine, sdk));
  const credentials = grpc.ServerCredentials.createInsecure();
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  return {
    address: `127.0.0.1:${port}`,
    close: async () => server.forceShutdown(),
  };
}

function implement(handlers: Handlers, sdk: SdkInternals): UntypedServiceImplementation {
  return Object.fromEntries(
    Object.entries(handlers).map(([method, handler]) => [
      method,
      ((call, callback) => {
        handler(call.request as never).then(
          (response) => callback(null, response),
          (error: unknown) => callback(serviceError(error, sdk)),
        );
      }) satisfies handleUnaryCall<unknown, unknown>,
    ]),
  );
}

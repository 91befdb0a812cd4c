import { lazily } from './lazy-outputs.js';
import type { SdkInternals } from './sdk-internals.js';

let running = 0;
let restore: () => void = () => undefined;

/** Changes the SDK for as long as programs run in this process; call the result at the end of each. */
export function patchSdk(sdk: SdkInternals): () => void {
  if (running === 0) restore = applyPatches(sdk);
  running += 1;
  return () => {
    running -= 1;
    if (running === 0) restore();
  };
}

function applyPatches({ debuggable, log, resource, rpc }: SdkInternals): () => void {
  const { debuggablePromise } = debuggable;
  const { debug } = log;
  const { stackTrace } = resource.Resource;
  const { transferProperties } = rpc;
  const failing = new FailingRegistrations();
  // The SDK's aids for debugging are two thirds of its time; none of them is of use here.
  log.debug = () => Promise.resolve();
  resource.Resource.stackTrace = () => [];
  debuggable.debuggablePromise = (promise, context) => failing.watch(promise, context);
  const transfer = lazily(transferProperties);
  rpc.transferProperties = (onto, label, properties) => failing.remember(transfer(onto, label, properties));
  return () => {
    debuggable.debuggablePromise = debuggablePromise;
    log.debug = debug;
    resource.Resource.stackTrace = stackTrace;
    rpc.transferProperties = transferProperties;
  };
}

export type OutputResolver = (
  value: unknown,
  isKnown: boolean,
  isSecret: boolean,
  deps?: readonly unknown[],
  error?: unknown,
) => void;
export type TransferProperties = (
  onto: object,
  label: string,
  properties: Readonly<Record<string, unknown>>,
) => OutputResolvers;
export type OutputResolvers = Readonly<Record<string, OutputResolver>>;

interface Registering {
  readonly rejects: ((error: unknown) => void)[];
  resolvers: OutputResolvers;
}

/**
 * When the inputs of a resource fail (because a resource that they come from did), the SDK leaves all its outputs pending
 * for ever, and whoever waits for them with it: it counts on its process being ended. Here they are rejected with the same
 * error. A resource's promises are made in one go in its constructor, so the one under construction is always the last.
 */
class FailingRegistrations {
  #current: Registering | undefined;

  watch<T>(promise: Promise<T>, context = ''): Promise<T> {
    if (context.startsWith('resolveURN(')) this.#current = { rejects: [], resolvers: {} };
    const current = this.#current;
    if (!current) return promise;
    if (context.startsWith('resolveURN') || context.startsWith('resolveID')) {
      return new Promise((resolve, reject) => {
        current.rejects.push(reject);
        promise.then(resolve, reject);
      });
    }
    if (!context.startsWith('resource:')) return promise;
    this.#current = undefined;
    return promise.catch((error: unknown) => {
      rejectOutputs(current, error);
      throw error;
    });
  }

  remember(resolvers: OutputResolvers): OutputResolvers {
    if (this.#current) this.#current.resolvers = resolvers;
    return resolvers;
  }
}

function rejectOutputs({ rejects, resolvers }: Registering, error: unknown): void {
  for (const reject of rejects) reject(error);
  for (const resolve of Object.values(resolvers)) resolve(undefined, true, false, [], error);
}

import { awsFailure } from './aws-failure.js';

/** The part of an SDK client that this needs. */
export interface RenewableClient {
  readonly config: { readonly credentials: (options?: { readonly forceRefresh?: boolean }) => Promise<unknown> };
  readonly middlewareStack: {
    add(middleware: Middleware, options: { readonly step: 'initialize'; readonly name: string }): void;
  };
}

type Handler = (args: { readonly input: object }) => Promise<{ readonly response: unknown; readonly output: object }>;
type Middleware = (next: Handler) => Handler;

/**
 * When AWS refuses the credentials in use, a call asks the SDK's chain for them again and is made once more. The chain renews
 * by itself what has a time to live; this is for files that somebody has signed in to meanwhile, and for clocks that are off.
 */
export function renewCredentials(client: RenewableClient): void {
  const middleware: Middleware = (next) => async (args) => {
    try {
      return await next(args);
    } catch (error) {
      if (awsFailure(error).kind !== 'credentials') throw error;
      await client.config.credentials({ forceRefresh: true }).catch(() => Promise.reject(error));
      return next(args);
    }
  };
  client.middlewareStack.add(middleware, { step: 'initialize', name: 'pankaFreshCredentials' });
}

import { HttpRefusal } from './http-refusal.js';
import type { ServedStack } from './served-stack.js';
import type { Update } from './update.js';

/** One request for something of this run, after its access was checked. */
export interface BackendRequest {
  readonly url: string;
  /** The stack of that name, if it is open in this run. */
  readonly served: (organisation: string, project: string, stack: string) => ServedStack | undefined;
  readonly params: Readonly<Record<string, string>>;
  /** JSON. Read once. */
  readonly body: () => Promise<unknown>;
}

export interface StackRequest extends BackendRequest {
  readonly stack: ServedStack;
}

export interface UpdateRequest extends StackRequest {
  readonly update: Update;
}

interface RouteOf<Request> {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE';
  /** `:name` takes one segment. */
  readonly path: string;
  /** Answers JSON with status 200; an `HttpRefusal` answers its own. */
  readonly answer: (request: Request) => unknown;
}

/** Asked with the API token, for nothing in particular. */
export interface RunRoute extends RouteOf<BackendRequest> {
  readonly of: 'run';
}

/** Asked with the API token, for one stack. */
export interface StackRoute extends RouteOf<StackRequest> {
  readonly of: 'stack';
}

/** Asked for one update: with its own token, or with the API token by who has not got that one. */
export interface UpdateRoute extends RouteOf<UpdateRequest> {
  readonly of: 'update';
  readonly token: 'update' | 'api';
}

export type Route = RunRoute | StackRoute | UpdateRoute;

export const STACK = '/api/stacks/:organisation/:project/:stack';
export const UPDATE = `${STACK}/:verb/:update`;

export function notOpen(stack: string): HttpRefusal {
  return new HttpRefusal(404, `The stack ${stack} is not open in this run.`);
}

/** The values of the path's `:names`; undefined: another path. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, segment] of wanted.entries()) {
    const value = given[at] ?? '';
    if (segment.startsWith(':')) params[segment.slice(1)] = decoded(value);
    else if (segment !== value) return undefined;
  }
  return params;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

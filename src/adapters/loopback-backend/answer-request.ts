import type { IncomingMessage } from 'node:http';
import { requireApiToken, requireHost, requireKnownCli, requireUpdateToken } from './access.js';
import { HttpRefusal } from './http-refusal.js';
import { readBody } from './read-body.js';
import { type BackendRequest, matchPath, notOpen, type Route } from './route.js';
import type { ServedStack } from './served-stack.js';

export interface ServerFace {
  readonly url: string;
  readonly host: string;
  readonly token: string;
  readonly routes: readonly Route[];
  readonly served: BackendRequest['served'];
}

/** The JSON that answers a request. Throws `HttpRefusal`; access is checked before anything of the body is read. */
export async function answerRequest(request: IncomingMessage, face: ServerFace): Promise<unknown> {
  const { headers } = request;
  requireHost(headers, face.host);
  const { pathname } = new URL(request.url ?? '/', face.url);
  const found = findRoute(face.routes, request.method ?? '', pathname);
  if (found?.route.of !== 'update' || found.route.token === 'api') requireApiToken(headers, face.token);
  requireKnownCli(headers);
  if (found === undefined) throw new HttpRefusal(404, `Panka does not answer ${request.method ?? ''} ${pathname}.`);
  const { route, params } = found;
  const asked: BackendRequest = { url: face.url, served: face.served, params, body: () => readBody(request) };
  if (route.of === 'run') return route.answer(asked);
  const { organisation = '', project = '', stack: name = '' } = params;
  const stack = face.served(organisation, project, name);
  if (route.of === 'stack') return route.answer({ ...asked, stack: required(stack, name) });
  const update = stack?.find(params['update'] ?? '');
  if (stack === undefined || update === undefined) throw new HttpRefusal(409, 'This update is of another run.');
  if (route.token === 'update') requireUpdateToken(headers, update.token);
  return route.answer({ ...asked, stack, update });
}

function findRoute(routes: readonly Route[], method: string, path: string) {
  for (const route of routes) {
    if (route.method !== method) continue;
    const params = matchPath(route.path, path);
    if (params !== undefined) return { route, params };
  }
  return undefined;
}

function required(stack: ServedStack | undefined, name: string): ServedStack {
  if (stack === undefined) throw notOpen(name);
  return stack;
}

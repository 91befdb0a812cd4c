import type { Route } from './route-schema.js';

const METHODS = 'ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS';
const HTTP_ROUTE = new RegExp(`^(${METHODS}) /[^\\s]*$`);
/** Characters that a selection of the message's field may give. */
const ACTION = /^\$?[A-Za-z0-9_.:-]+$/;

/** True for `<METHOD> /path` and `$default`. */
export function isHttpRoute(route: string): boolean {
  return route === '$default' || HTTP_ROUTE.test(route);
}

/** True for `$connect`, `$disconnect`, `$default` and names of actions. */
export function isWebSocketRoute(route: string): boolean {
  return ACTION.test(route) && (!route.startsWith('$') || ['$connect', '$disconnect', '$default'].includes(route));
}

/** The route as part of a logical name: braces and dollars mean something there. */
export function partOf({ route }: Pick<Route, 'route'>): string {
  return route.replace(' ', '-').replaceAll('{', ':').replaceAll(/[}$]/g, '');
}

export interface Auth {
  readonly type: 'none' | 'iam' | 'jwt' | 'lambda';
  /** Name of the authorizer of `jwt` and `lambda`. */
  readonly authorizer?: string;
}

/** `none`, `iam`, `jwt:<name>` or `lambda:<name>`, taken apart. */
export function authOf({ auth }: Pick<Route, 'auth'>): Auth {
  const [type, authorizer] = auth.split(':') as [Auth['type'], string | undefined];
  return authorizer === undefined ? { type } : { type, authorizer };
}

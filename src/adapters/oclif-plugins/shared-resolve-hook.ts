import type { InitializeHook, ResolveHook } from 'node:module';

/** Data of the hook: which packages, imported from under which folders, resolve as if the host had asked. */
interface Sharing {
  readonly host: string;
  readonly roots: readonly string[];
  readonly packages: readonly string[];
}

let sharing: Sharing = { host: '', roots: [], packages: [] };

export const initialize: InitializeHook<Sharing> = (data) => {
  sharing = data;
};

/** Runs on Node's loader thread for every import of the process. */
export const resolve: ResolveHook = (specifier, context, next) => {
  const shared = isShared(specifier) && fromPlugin(context.parentURL);
  return shared ? next(specifier, { ...context, parentURL: sharing.host }) : next(specifier, context);
};

function isShared(specifier: string): boolean {
  return sharing.packages.some((name) => specifier === name || specifier.startsWith(`${name}/`));
}

function fromPlugin(parent: string | undefined): boolean {
  return parent !== undefined && sharing.roots.some((root) => parent.startsWith(root));
}

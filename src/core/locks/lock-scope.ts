import type { LockScope } from './lock-store.js';

const KEY = /^stack:([^:]+):env:([^:]+?)(?::service:([^:/]+)|:component:([^:/]+)\/([^:/]+))?$/;

/** The scope of a `lockKey`; undefined when it is none. */
export function parseLockKey(key: string): LockScope | undefined {
  const match = KEY.exec(key);
  if (match === null) return undefined;
  const [, stack, environment, service, owner, component] = match as unknown as [string, string, string, ...string[]];
  if (component !== undefined) return { stack, environment, service: owner!, component };
  return service === undefined ? { stack, environment } : { stack, environment, service };
}

/** True when only one of the two locks may be held: the same, or one contains the other. */
export function scopesExclude(a: LockScope, b: LockScope): boolean {
  if (a.stack !== b.stack || a.environment !== b.environment) return false;
  if (a.service === undefined || b.service === undefined) return true;
  if (a.service !== b.service) return false;
  return a.component === undefined || b.component === undefined || a.component === b.component;
}

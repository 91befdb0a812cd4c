import type { EngineResult } from '../engine/deployment-engine.js';
import { nameOfUrn } from '../plan/resource-owner.js';
import { existingNotFound } from './errors.js';
import type { Imports } from './imports.js';

/** Words of an engine for what is simply not there. */
const NOT_THERE = /does not exist|ResourceNotFound/;

/** Says of a failed preview which ids could not be read. Throws ExistingNotFound. */
export function refuseUnread(
  { errors }: Pick<EngineResult, 'errors'>,
  imports: Imports,
  target: { readonly name: string; readonly account: string; readonly region: string },
): void {
  const unread = errors.flatMap(({ urn, code, message }) => {
    const named = urn === undefined ? undefined : imports.get(nameOfUrn(urn));
    if (named === undefined || code === 'ImportWouldReplace') return [];
    const missing = code === 'ResourceNotFound' || NOT_THERE.test(message);
    return [{ ...named, ...(!missing && { reason: message }) }];
  });
  if (unread.length > 0) throw existingNotFound(unread, `${target.name} ${target.account}/${target.region}`);
}

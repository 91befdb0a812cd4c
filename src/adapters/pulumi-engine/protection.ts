import type { EngineResult, MutatingRequest, ResourceEvent } from '../../core/engine/deployment-engine.js';
import { resourceProtected } from '../embedded-engine/errors.js';
import type { Scouted } from './scout.js';

const DELETING: readonly ResourceEvent['op'][] = ['delete', 'delete-replaced', 'replace'];

/**
 * A result that says what is protected, if the run would delete some of it. The CLI finds out only when it comes to that
 * resource, with those that depend on it deleted already.
 */
export function protectedResult(
  { base }: MutatingRequest,
  scouted: Scouted | undefined,
  targets: readonly string[] | undefined,
): EngineResult | undefined {
  const isTarget = (urn: string) => targets === undefined || targets.includes(urn);
  const doomed = scouted?.events.filter(({ op }) => DELETING.includes(op)).map(({ urn }) => urn);
  const kept = (base?.resources ?? []).filter(({ protect, urn }) => protect && isTarget(urn));
  const stopped = kept.filter(({ urn }) => doomed?.includes(urn) ?? true);
  if (base === undefined || stopped.length === 0) return undefined;
  const because = scouted === undefined ? 'would be destroyed' : 'would be deleted or replaced';
  const errors = stopped.map(({ urn }) => {
    const { code, message } = resourceProtected(urn, because);
    return { urn, code, message };
  });
  return { status: 'failed', deployment: base, outputs: {}, errors };
}

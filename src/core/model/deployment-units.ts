import { buildDag, type Dag } from '../graph/index.js';
import type { LockGranularity, LockScope } from '../locks/lock-store.js';
import { SHARED } from '../plan/resource-owner.js';
import { STACK_UNIT, unitName } from '../state/fences.js';
import type { Application, Edge } from './application.js';
import { addressOf } from './state-address.js';

/** What is deployed under one lock: the stack, a service or a component; and what the stack shares, where units are smaller. */
export interface DeploymentUnit {
  /** `stack`, `service.X`, `component.X.Y`; `service.shared` for what the stack has once. */
  readonly name: string;
  readonly scope: LockScope;
}

/** `spec.deployment.lockGranularity` of the Stack. */
export function lockGranularityOf({ stack }: Pick<Application, 'stack'>): LockGranularity {
  const { lockGranularity = 'stack' } = (stack.spec['deployment'] ?? {}) as { lockGranularity?: LockGranularity };
  return lockGranularity;
}

/** The unit that a component, or `shared`, belongs to. No service may be called `shared`, so its lock is nobody else's. */
export function unitOf(
  granularity: LockGranularity,
  at: Pick<LockScope, 'stack' | 'environment'>,
  address: string,
): DeploymentUnit {
  const { stack, environment } = at;
  const [service = '', component = ''] = address.split('/');
  const scope: LockScope =
    granularity === 'stack'
      ? { stack, environment }
      : granularity === 'service' || address === SHARED
        ? { stack, environment, service }
        : { stack, environment, service, component };
  return { name: unitName(scope), scope };
}

/** The unit of a name that a state has. */
export function unitNamed(at: Pick<LockScope, 'stack' | 'environment'>, name: string): DeploymentUnit {
  const { stack, environment } = at;
  const [level, service, component] = name.split('.');
  if (service === undefined) return { name, scope: { stack, environment } };
  const scope = { stack, environment, service };
  return { name, scope: level === 'component' && component !== undefined ? { ...scope, component } : scope };
}

/** True for the names that units of this level have. `service.shared` belongs to both of the finer ones. */
export function isUnitOf(granularity: LockGranularity, name: string): boolean {
  if (granularity === 'stack') return name === STACK_UNIT;
  return name === `service.${SHARED}` || name.startsWith(`${granularity}.`);
}

/** Which unit needs which: a unit waits for every unit that a component of it needs something of. */
export function unitDag(
  granularity: LockGranularity,
  application: Pick<Application, 'stack' | 'environment' | 'components' | 'edges'>,
): Dag {
  const nameOf = unitNames(granularity, application);
  return buildDag(
    application.components.map(({ address }) => nameOf(address)),
    edgesBetweenUnits(granularity, application).map(({ from, to }) => ({ from: nameOf(from), to: nameOf(to) })),
  );
}

/**
 * The edges that lead from one unit to another. Where a component is part of what another one needs to be finished (a
 * bucket's statement in a queue's policy), the need goes both ways.
 */
export function edgesBetweenUnits(
  granularity: LockGranularity,
  application: Pick<Application, 'stack' | 'environment' | 'components' | 'edges'>,
): readonly Edge[] {
  const nameOf = unitNames(granularity, application);
  const crossing = application.edges.filter(({ from, to }) => nameOf(from) !== nameOf(to));
  const contributions = application.components.flatMap(({ address, references }) =>
    references.filter(({ edge }) => edge === 'contributes').map(({ to }) => `${address} ${to}`),
  );
  const back = new Set(contributions);
  return crossing.flatMap((edge) =>
    back.has(`${edge.from} ${edge.to}`) ? [edge, { ...reversed(edge), source: edge.source }] : [edge],
  );
}

function reversed({ from, to, reason }: Edge): Edge {
  return { from: to, to: from, reason: `finished after ${reason}` };
}

function unitNames(
  granularity: LockGranularity,
  application: Pick<Application, 'stack' | 'environment'>,
): (address: string) => string {
  const at = addressOf(application);
  return (address) => unitOf(granularity, at, address).name;
}

import type { ComponentKind } from '../../sdk/index.js';
import type { Plan } from '../plan/plan.js';
import { readHead } from '../state/read-head.js';
import type { StateAddress } from '../state/state-store.js';
import { readCurrent } from './current.js';
import { type DeploymentOutcome, outcomeOf } from './deployment-outcome.js';
import { destroyPlan } from './destroy-plan.js';
import { destroyUnits } from './destroy-units.js';
import { DestroyWork } from './destroy-work.js';
import type { Filter } from './filter.js';
import { refuseForeignTarget } from './foreign-target.js';
import { deployedGranularity, refuseOtherGranularity } from './granularity.js';
import type { DeploymentPorts } from './ports.js';
import { updateUnit } from './unit-update.js';

export interface DestroyRequest {
  readonly ports: DeploymentPorts;
  readonly at: StateAddress;
  readonly filter: Filter;
  readonly parallel: number;
  readonly lockTimeout: number;
  /** Kinds of what is deployed; undefined where the plugin is gone. */
  readonly kindOf: (kind: string) => ComponentKind | undefined;
  /** Addresses, or `all`. */
  readonly allowDataLoss: readonly string[];
  /** Whether what holds data goes only by `allowDataLoss`: in production, and where nobody is asked to type the name. */
  readonly dataLossMustBeAllowed: boolean;
  readonly approve: (plan: Plan) => Promise<boolean>;
  readonly signal: AbortSignal;
}

/** Deletes what is deployed, dependants first. Works from the state alone: manifests are not needed. */
export async function destroy(request: DestroyRequest): Promise<DeploymentOutcome> {
  const { ports, at } = request;
  const head = await readHead(ports.state, at);
  if (head !== undefined && deployedGranularity(head) !== 'stack') return destroyUnits(request);
  const current = await readCurrent(ports.state, at);
  refuseForeignTarget(ports, current.state);
  if (!current.interrupted && Object.keys(current.state?.components ?? {}).length === 0) {
    const plan = destroyPlan(request, { resources: [], state: current.state, touched: undefined });
    return outcomeOf({ ports, plan, status: 'nothing-to-do', state: current.state, startedAt: Date.now() });
  }
  const alreadyDone = async () => {
    refuseOtherGranularity(await readHead(ports.state, at), 'stack');
    return undefined;
  };
  return updateUnit({ ...request, scope: at, alreadyDone, work: new DestroyWork(request) });
}

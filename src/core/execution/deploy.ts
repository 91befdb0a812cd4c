import { lockGranularityOf } from '../model/deployment-units.js';
import { addressOf } from '../model/state-address.js';
import type { Plan } from '../plan/plan.js';
import type { StateAddress } from '../state/state-store.js';
import { isUnchanged, readCurrent } from './current.js';
import { deployUnits } from './deploy-units.js';
import { DeployWork } from './deploy-work.js';
import { type DeploymentOutcome, outcomeOf } from './deployment-outcome.js';
import type { Desired } from './desired.js';
import type { Filter } from './filter.js';
import { refuseForeignTarget } from './foreign-target.js';
import { refuseOtherGranularity } from './granularity.js';
import { assemblePlan, planBasis } from './plan-deployment.js';
import type { DeploymentPorts } from './ports.js';
import { checkSavedPlan } from './saved-plan.js';
import { selectTargets } from './targets.js';
import { updateUnit } from './unit-update.js';

export interface DeployRequest {
  readonly ports: DeploymentPorts;
  readonly desired: Desired;
  readonly filter: Filter;
  readonly refresh: boolean;
  readonly parallel: number;
  /** Milliseconds to wait for the lock. */
  readonly lockTimeout: number;
  /** A saved plan: nothing but what it holds is done. */
  readonly savedPlan?: Plan;
  readonly allowDataLoss: readonly string[];
  readonly allowMassDelete: boolean;
  /** Components, or `all`, whose existing resources may be changed to what is declared when they are taken over. */
  readonly changeExisting?: readonly string[];
  /** Shown the plan; false: nothing is changed. */
  readonly approve: (plan: Plan) => Promise<boolean>;
  readonly signal: AbortSignal;
}

/** Brings the stack to what the manifests say. Takes the lock only when something is different. */
export async function deploy(request: DeployRequest): Promise<DeploymentOutcome> {
  const granularity = lockGranularityOf(request.desired.application);
  if (granularity !== 'stack') return deployUnits(request, granularity);
  const at = addressOf(request.desired.application);
  const alreadyDone = () => nothingToDo(request, at);
  return (await alreadyDone()) ?? updateUnit({ ...request, at, scope: at, alreadyDone, work: new DeployWork(request) });
}

/** The outcome where everything is as desired, told from the state alone; undefined: there is work. */
async function nothingToDo(request: DeployRequest, at: StateAddress): Promise<DeploymentOutcome | undefined> {
  const { ports, desired } = request;
  const current = await readCurrent(ports.state, at);
  refuseForeignTarget(ports, current.state);
  refuseOtherGranularity(current.state, 'stack');
  const targets = selectTargets(request.filter, desired.application, current);
  checkSavedPlan(request.savedPlan, planBasis({ desired, current, target: ports.target }));
  if (request.refresh || !isUnchanged(desired, current, targets.touched)) return undefined;
  const plan = assemblePlan({ desired, current, targets, target: ports.target }, []);
  return outcomeOf({ ports, plan, status: 'nothing-to-do', state: current.state, startedAt: Date.now() });
}

import type { JsonObject, Verification, VerifyContext } from 'panka/sdk';
import { FATAL_REASONS, stoppedTasks } from './ecs-stopped-tasks.js';
import { asObject, asObjects, isDenied } from './look.js';

type Check = Verification['checks'][number];

/** Failed tasks after which waiting has no point where no circuit breaker ends the deployment. */
const HOPELESS = 10;
/** With a reason that no new attempt changes, fewer are enough. */
const HOPELESS_WHEN_FATAL = 2;

/** A service as AWS sees it: in what cluster, under what name, with what version that should run. */
export interface ExpectedService {
  readonly address: string;
  readonly serviceArn: string;
  readonly taskDefinitionArn: string;
  readonly logGroupName?: string;
}

/** One look at the service of a component by its outputs; an AWS that does not answer is asked again. */
export async function verifyService(address: string, context: VerifyContext): Promise<Verification> {
  const { serviceArn, taskDefinitionArn, logGroupName } = context.outputs;
  if (typeof serviceArn !== 'string')
    return {
      status: 'degraded',
      checks: [{ name: `service of ${address}`, ok: false, detail: 'it does not run on ECS: nothing was looked at' }],
    };
  const expected = {
    address,
    serviceArn,
    taskDefinitionArn: String(taskDefinitionArn),
    ...(typeof logGroupName === 'string' ? { logGroupName } : {}),
  };
  try {
    return await lookAtService(expected, context);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const check = { name: `ecs:DescribeServices ${address}`, ok: false, detail };
    return isDenied(error) ? { status: 'failed', checks: [check] } : pending(check);
  }
}

/** One look at an ECS service: does the version that was deployed run, is it alone, do its targets answer? */
export async function lookAtService(expected: ExpectedService, context: VerifyContext): Promise<Verification> {
  const { cluster, name } = namesOf(expected.serviceArn);
  const label = `ecs:DescribeServices ${expected.address}`;
  const answer = asObject(await context.aws.call('ecs:DescribeServices', { cluster, services: [name] }));
  const service = asObjects(answer.services)[0];
  if (service === undefined || service.status === 'INACTIVE')
    return pending({ name: label, ok: false, detail: `service ${name} is not there yet` });
  const primary = asObjects(service.deployments).find((d) => d.status === 'PRIMARY') ?? {};
  const problem = problemOf(primary, expected);
  const failing = problem !== undefined || Number(primary.failedTasks ?? 0) > 0;
  const stopped = failing ? await stoppedTasks({ cluster, service: name, ...expected }, context) : [];
  const hopeless = problem ?? hopelessBecause(primary, stopped);
  if (hopeless !== undefined)
    return { status: 'failed', checks: [{ name: label, ok: false, detail: hopeless }, ...stopped] };
  const progress = progressOf(service, primary);
  if (progress !== undefined) return pending({ name: label, ok: false, detail: progress }, ...stopped);
  const targets = await targetChecks(service, context);
  const running = {
    name: label,
    ok: true,
    detail: `${Number(service.runningCount)} of ${Number(service.desiredCount)} tasks run ${lastOf(expected.taskDefinitionArn)}`,
  };
  return { status: targets.every((t) => t.ok) ? 'healthy' : 'pending', checks: [running, ...targets] };
}

/** What ends the deployment for good. */
function problemOf(primary: JsonObject, expected: ExpectedService): string | undefined {
  if (primary.rolloutState === 'FAILED')
    return `the deployment failed: ${String(primary.rolloutStateReason ?? 'no reason given')}`;
  if (primary.taskDefinition !== undefined && primary.taskDefinition !== expected.taskDefinitionArn)
    return `ECS went back to ${lastOf(String(primary.taskDefinition))}: ${lastOf(expected.taskDefinitionArn)} did not start`;
  return undefined;
}

function hopelessBecause(primary: JsonObject, stopped: readonly Check[]): string | undefined {
  const failed = Number(primary.failedTasks ?? 0);
  const fatal = stopped.length > 0 && stopped.every((check) => FATAL_REASONS.test(check.detail ?? ''));
  if (Number(primary.runningCount ?? 0) > 0 || failed < (fatal ? HOPELESS_WHEN_FATAL : HOPELESS)) return undefined;
  return `${failed} tasks failed and none runs`;
}

/** What is still to come; undefined when the rollout is done. */
function progressOf(service: JsonObject, primary: JsonObject): string | undefined {
  const older = asObjects(service.deployments).length - 1;
  if (primary.rolloutState !== 'COMPLETED')
    return `rollout ${String(primary.rolloutState ?? 'unknown')}: ${Number(service.runningCount)} of ${Number(service.desiredCount)} tasks run`;
  if (service.runningCount !== service.desiredCount)
    return `${Number(service.runningCount)} of ${Number(service.desiredCount)} tasks run`;
  return older > 0 ? `${older} older deployment${older === 1 ? '' : 's'} still going` : undefined;
}

async function targetChecks(service: JsonObject, context: VerifyContext): Promise<readonly Check[]> {
  const arns = asObjects(service.loadBalancers).map((lb) => String(lb.targetGroupArn));
  return Promise.all(
    [...new Set(arns)].map((arn) => lookAtTargets(arn, { least: Number(service.desiredCount) }, context)),
  );
}

/** One look at a target group: at least so many targets, all healthy. */
export async function lookAtTargets(arn: string, expected: { least: number }, context: VerifyContext): Promise<Check> {
  const name = `elasticloadbalancing:DescribeTargetHealth ${arn.split('/')[1] ?? arn}`;
  const answer = asObject(await context.aws.call('elasticloadbalancing:DescribeTargetHealth', { TargetGroupArn: arn }));
  const states = asObjects(answer.TargetHealthDescriptions).map((d) => asObject(d.TargetHealth));
  const bad = states.find((s) => s.State !== 'healthy' && s.State !== 'draining');
  const healthy = states.filter((s) => s.State === 'healthy').length;
  const count = `${healthy} of ${Math.max(expected.least, states.length)} targets are healthy`;
  if (bad === undefined && healthy >= expected.least) return { name, ok: true, detail: count };
  const why = bad === undefined ? '' : `: ${[bad.State, bad.Reason, bad.Description].filter(Boolean).join(', ')}`;
  return { name, ok: false, detail: `${count}${why}` };
}

function pending(...checks: readonly Check[]): Verification {
  return { status: 'pending', checks };
}

/** `arn:…:service/<cluster>/<name>`. */
function namesOf(serviceArn: string): { readonly cluster: string; readonly name: string } {
  const [, cluster = 'default', name = serviceArn] = serviceArn.split('/');
  return { cluster, name };
}

function lastOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

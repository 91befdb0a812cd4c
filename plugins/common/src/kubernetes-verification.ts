import type { JsonObject, Verification, VerifyContext } from 'panka/sdk';
import { lookAtTargets, verifyService } from './ecs-verification.js';
import { asObject, asObjects, type Look, look, verdict } from './look.js';

const DEPLOYMENT = 'kubernetes:apps/v1:Deployment';
const TARGET_BINDING = 'kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding';
const CRON_JOB = 'kubernetes:batch/v1:CronJob';
const JOB = 'kubernetes:batch/v1:Job';

/** A workload wherever it runs: as a service of ECS, or as pods of Kubernetes. */
export function verifyWorkload(address: string, context: VerifyContext): Promise<Verification> {
  const deployment = outputsOf(DEPLOYMENT, context)[0];
  return deployment === undefined ? verifyService(address, context) : verifyRollout(deployment, context);
}

/**
 * The engine waits for a rollout, and records the status that Kubernetes gave at its end: that is what is read, since there is no
 * asking the cluster again. Load balancers are asked now.
 */
async function verifyRollout(deployment: JsonObject, context: VerifyContext): Promise<Verification> {
  const pods = podsLook(deployment);
  if (!pods.ok) return verdict([pods]);
  const arns = outputsOf(TARGET_BINDING, context).map((binding) => String(asObject(binding.spec).targetGroupARN));
  const least = Number(asObject(deployment.status).availableReplicas ?? 0);
  const targets = await Promise.all([...new Set(arns)].map((arn) => targetsLook(arn, least, context)));
  return verdict([pods, ...targets]);
}

function podsLook({ metadata, status }: JsonObject): Look {
  const name = `Deployment ${String(asObject(metadata).name)} at the end of its rollout`;
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0, conditions } = asObject(status);
  const failed = asObjects(conditions).find((one) => one.type === 'Progressing' && one.status === 'False');
  const available = asObjects(conditions).find((one) => one.type === 'Available');
  const count = `${Number(availableReplicas)} of ${Number(replicas)} pods are available, ${Number(updatedReplicas)} of the new version`;
  if (failed !== undefined)
    return { name, ok: false, fatal: true, detail: `${count}: ${String(failed.message ?? failed.reason)}` };
  // Waiting changes nothing about what was recorded.
  if (available?.status !== 'True') return { name, ok: false, fatal: true, detail: count };
  return { name, ok: true, detail: count };
}

/** A controller of the cluster registers pods, some seconds after they are ready. */
async function targetsLook(arn: string, least: number, context: VerifyContext): Promise<Look> {
  const name = `elasticloadbalancing:DescribeTargetHealth ${arn.split('/')[1] ?? arn}`;
  let detail: string | undefined;
  const seen = await look(name, async () => {
    const targets = await lookAtTargets(arn, { least }, context);
    detail = targets.detail;
    return targets.ok ? undefined : (targets.detail ?? 'targets are not healthy');
  });
  return seen.ok && detail !== undefined ? { ...seen, detail } : seen;
}

/** A job of Kubernetes: scheduled as it should be, and its test run, where there is one, well ended. */
export function verifyCronJob(enabled: boolean, context: VerifyContext): Verification | undefined {
  const [cronJob] = outputsOf(CRON_JOB, context);
  if (cronJob === undefined) return undefined;
  return verdict([scheduleLook(cronJob, enabled), ...outputsOf(JOB, context).map(runLook)]);
}

function scheduleLook({ metadata, spec }: JsonObject, enabled: boolean): Look {
  const { schedule, timeZone, suspend } = asObject(spec);
  const name = `CronJob ${String(asObject(metadata).name)} is ${enabled ? 'scheduled' : 'suspended'}`;
  const ok = (suspend === true) !== enabled;
  return { name, ok, fatal: true, detail: `${String(schedule)} ${String(timeZone ?? 'UTC')}` };
}

function runLook({ metadata, status }: JsonObject): Look {
  const { succeeded = 0, conditions } = asObject(status);
  const failed = asObjects(conditions).find((one) => one.type === 'Failed' && one.status === 'True');
  const ok = failed === undefined && Number(succeeded) > 0;
  const detail = failed === undefined ? `${Number(succeeded)} runs succeeded` : String(failed.message ?? failed.reason);
  return { name: `Job ${String(asObject(metadata).name)} ran the new version`, ok, fatal: true, detail };
}

function outputsOf(type: string, { resources }: VerifyContext): readonly JsonObject[] {
  return resources.filter((resource) => resource.type === type).map(({ outputs }) => outputs);
}

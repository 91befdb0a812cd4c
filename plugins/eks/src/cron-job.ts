import { CronJob } from '@pulumi/kubernetes/batch/v1/cronJob.js';
import { Job } from '@pulumi/kubernetes/batch/v1/job.js';
import type { batch } from '@pulumi/kubernetes/types/input.js';
import type * as pulumi from '@pulumi/pulumi';
import type { WorkloadSchedule } from 'panka/sdk';
import { kubernetesSchedule } from './cron-schedule.js';
import type { StartedParts } from './deployment.js';
import type { Declaring, EksHost } from './eks-host.js';
import { metaOf, objectOptions } from './object-meta.js';

/** Runs that are kept to be looked at. */
const KEPT = { successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 3 };

type JobSpec = batch.v1.JobSpec;

/** A job by the clock. With a test run the new version runs once first, and the schedule changes only when that run went well. */
export function declareCronJob(host: EksHost, declaring: Declaring, parts: StartedParts): void {
  const { workload, context } = declaring;
  const { schedule } = workload;
  if (schedule === undefined) throw new Error(`the job ${declaring.component.address} has no schedule`);
  const first = schedule.testRun === undefined ? [] : [declareTestRun(host, declaring, { ...parts, schedule })];
  const spec = kubernetesSchedule(schedule.expression);
  if ('problem' in spec) throw new Error(spec.problem);
  const { labels, annotations } = metaOf(host, declaring);
  new CronJob(
    context.logicalName(),
    {
      metadata: metaOf(host, declaring),
      spec: {
        schedule: spec.cron,
        timeZone: schedule.timezone,
        suspend: !schedule.enabled,
        concurrencyPolicy: schedule.concurrency,
        startingDeadlineSeconds: schedule.startWithinSeconds,
        ...KEPT,
        jobTemplate: { metadata: { labels, annotations }, spec: jobSpec(declaring, parts, schedule) },
      },
    },
    objectOptions(host, declaring, { dependsOn: [...parts.ready, ...first] }),
  );
}

/** A Job is never changed: another version is another run. The provider waits for its end, and fails where it fails. */
function declareTestRun(
  host: EksHost,
  declaring: Declaring,
  { schedule, ...parts }: StartedParts & { readonly schedule: WorkloadSchedule },
): pulumi.Resource {
  const minutes = schedule.testRun?.timeoutMinutes ?? 10;
  const limit = `${minutes}m`;
  // A run that is given up ends: the next version's would run beside it.
  const limitMinutes = Math.min(minutes, schedule.limitMinutes ?? minutes);
  return new Job(
    declaring.context.logicalName('test-run'),
    { metadata: metaOf(host, declaring, '-test'), spec: jobSpec(declaring, parts, { ...schedule, limitMinutes }) },
    objectOptions(host, declaring, { dependsOn: [...parts.ready], customTimeouts: { create: limit, update: limit } }),
  );
}

function jobSpec({ workload }: Declaring, { pod }: StartedParts, schedule: WorkloadSchedule): JobSpec {
  const { template } = pod;
  return {
    parallelism: workload.replicas,
    completions: workload.replicas,
    backoffLimit: schedule.startAttempts,
    // What started and failed is not started again; what was pushed off its node is.
    podFailurePolicy: {
      rules: [
        { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
        { action: 'FailJob', onExitCodes: { operator: 'NotIn', values: [0] } },
      ],
    },
    ...(schedule.limitMinutes === undefined ? {} : { activeDeadlineSeconds: schedule.limitMinutes * 60 }),
    template: { ...template, spec: { ...(template.spec as object), restartPolicy: 'Never' } as never },
  };
}

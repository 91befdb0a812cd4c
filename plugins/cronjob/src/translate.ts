import { containerWorkload, given, runsOnEcs } from '@panka/plugin-common';
import {
  type Alarms,
  type Cluster,
  type ComponentOf,
  type Identity,
  type Names,
  type Network,
  type Roles,
  type Runtimes,
  type ScheduleGroup,
  type Secrets,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
  type Workload,
} from 'panka/sdk';
import { alarms } from './alarms.js';
import { declareDeadLetters } from './dead-letters.js';
import { declareFailedRuns, FAILED_RUN } from './failed-runs.js';
import { declareSchedule } from './schedule.js';
import { scheduledTask } from './scheduled-task.js';
import type { CronJobSpec } from './schema.js';

type Component = ComponentOf<CronJobSpec>;

/** A job has no service that would roll a version out: the schedule starts the newest. */
const NOT_ROLLED_OUT: Workload['deployment'] = {
  strategy: 'rolling',
  minimumHealthyPercent: 0,
  maximumPercent: 100,
  circuitBreaker: false,
  rollbackAlarms: [],
  timeoutMinutes: 15,
};

export default class CronJobTranslator implements Translator<CronJobSpec> {
  static readonly inject = [
    tokens.runtimes,
    tokens.secrets,
    tokens.names,
    tokens.tags,
    tokens.identity,
    tokens.network,
    tokens.cluster,
    tokens.roles,
    tokens.alarms,
    tokens.scheduleGroup,
  ] as const;

  constructor(
    private readonly runtimes: Runtimes,
    private readonly secrets: Secrets,
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly identity: Identity,
    private readonly network: Network,
    private readonly cluster: Cluster,
    private readonly roles: Roles,
    private readonly alarms: Alarms,
    private readonly group: ScheduleGroup,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const { names, tags, identity, network, cluster, roles, group } = this;
    const deployed = this.runtimes(component.spec.runtime.platform).declare(
      component,
      context,
      this.workload(component, context),
    );
    // A platform that starts its jobs itself was told of the schedule with the workload.
    if (deployed.taskDefinitionArn === undefined)
      return { outputs: { taskRoleArn: deployed.taskRoleArn, securityGroupId: deployed.securityGroupId } };
    const task = scheduledTask(component.address, deployed);
    const deadLetters = declareDeadLetters(component, context, { names, tags });
    const schedule = declareSchedule(component, context, {
      ...{ names, identity, network, cluster, roles, group },
      ...{ task, deadLetters },
    });
    this.alarms.declare(component, context, alarms(component.address, deadLetters.name));
    const { topicArn } = this.alarms;
    if (topicArn !== undefined && this.alarms.isOn(component, FAILED_RUN))
      declareFailedRuns(component, context, { names, tags, task, clusterArn: cluster.arn, topicArn });
    return {
      outputs: {
        scheduleArn: schedule.arn,
        scheduleName: schedule.name,
        taskDefinitionArn: task.taskDefinitionArn,
        taskRoleArn: deployed.taskRoleArn,
        securityGroupId: deployed.securityGroupId,
        dlqUrl: deadLetters.url,
        dlqArn: deadLetters.arn,
        ...given('logGroupName', deployed.logGroupName),
      },
    };
  }

  private workload(component: Component, context: TranslateContext): Workload {
    const { spec } = component;
    const base = containerWorkload(component, context, { secrets: this.secrets });
    return {
      ...base,
      ...(runsOnEcs(spec.runtime.platform) ? limited(spec) : { schedule: scheduleOf(spec) }),
      type: 'job',
      stopTimeoutSeconds: spec.stopTimeoutSeconds,
      replicas: spec.taskCount,
      deployment: NOT_ROLLED_OUT,
      targetGroups: [],
    };
  }
}

/** For a platform that starts its jobs itself. */
function scheduleOf(spec: CronJobSpec): NonNullable<Workload['schedule']> {
  const { schedule, timezone, enabled, concurrencyPolicy, retry, timeoutMinutes, verify } = spec;
  return {
    ...{ expression: schedule, timezone, enabled },
    concurrency: concurrencyPolicy,
    startWithinSeconds: retry.maxAgeSeconds,
    startAttempts: retry.maxAttempts,
    ...given('limitMinutes', timeoutMinutes),
    ...(verify.run ? { testRun: { timeoutMinutes: verify.timeoutMinutes } } : {}),
  };
}

/** The program is started by one that ends it in time. */
function limited({ timeoutMinutes, timeoutCommand, command }: CronJobSpec): Pick<Workload, 'entryPoint'> {
  if (timeoutMinutes === undefined || command === undefined) return {};
  return { entryPoint: [...timeoutCommand, String(timeoutMinutes * 60), ...command] };
}

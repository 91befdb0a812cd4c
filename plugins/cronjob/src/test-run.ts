import { asObject, asObjects, explainStoppedTask, type Look, lastLogLines, look } from '@panka/plugin-common';
import type { JsonObject, VerifyContext } from 'panka/sdk';

const SCHEDULE = 'aws:scheduler/schedule:Schedule';

/** One run of the job as its schedule would start it. Started by the first look, followed by those after it. */
export class TestRun {
  private taskArn: string | undefined;

  async look(address: string, context: VerifyContext): Promise<readonly Look[]> {
    const schedule = context.resources.find(({ type }) => type === SCHEDULE)?.outputs ?? {};
    const target = asObject(schedule.target);
    const cluster = String(target.arn);
    let task: JsonObject | undefined;
    let fatal = false;
    const seen = await look(`ecs:RunTask ${address} exits with 0`, async () => {
      if (this.taskArn === undefined) {
        const { arn, refused } = await start(cluster, asObject(target.ecsParameters), context);
        fatal = refused !== undefined && !PASSES.test(refused);
        if (arn === undefined) return refused ?? 'no task was started';
        this.taskArn = arn;
      }
      const answer = asObject(await context.aws.call('ecs:DescribeTasks', { cluster, tasks: [this.taskArn] }));
      task = asObjects(answer.tasks)[0];
      if (task?.lastStatus !== 'STOPPED') return `the task is ${String(task?.lastStatus ?? 'not there yet')}`;
      if (exitedWell(task)) return undefined;
      if (mayStartLater(task)) {
        this.taskArn = undefined;
        return `it could not be started yet: ${String(task.stoppedReason)}`;
      }
      fatal = true;
      return 'the run failed';
    });
    if (task === undefined || !fatal) return [{ ...seen, fatal }];
    return [{ ...seen, fatal }, explainStoppedTask(task), ...(await lastLogLines(task, context))];
  }
}

async function start(
  cluster: string,
  ecs: JsonObject,
  context: VerifyContext,
): Promise<{ arn?: string; refused?: string }> {
  const network = asObject(ecs.networkConfiguration);
  const answer = asObject(
    await context.aws.call('ecs:RunTask', {
      cluster,
      taskDefinition: ecs.taskDefinitionArn ?? null,
      count: 1,
      startedBy: 'panka-verify',
      propagateTags: 'TASK_DEFINITION',
      capacityProviderStrategy: asObjects(ecs.capacityProviderStrategies),
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: network.subnets ?? [],
          securityGroups: network.securityGroups ?? [],
          assignPublicIp: network.assignPublicIp === true ? 'ENABLED' : 'DISABLED',
        },
      },
    }),
  );
  const [task] = asObjects(answer.tasks);
  if (task !== undefined) return { arn: String(task.taskArn) };
  const [failure = {}] = asObjects(answer.failures);
  return { refused: `no task was started: ${String(failure.reason ?? 'no reason given')}` };
}

/**
 * Reasons that pass by themselves: there is no capacity right now, or the name of a new file system, which is there up to 90
 * seconds after its mount targets, is not known yet. Source: ECS developer guide, "Stopped tasks error messages".
 */
const PASSES = /capacity|RESOURCE:|EFS/i;

function mayStartLater({ stopCode, stoppedReason }: JsonObject): boolean {
  return stopCode === 'TaskFailedToStart' && PASSES.test(String(stoppedReason));
}

/** What fetches configuration files has to succeed as well. */
function exitedWell(task: JsonObject): boolean {
  const containers = asObjects(task.containers);
  return containers.length > 0 && containers.every((container) => container.exitCode === 0);
}

import type { JsonObject, Verification, VerifyContext } from 'panka/sdk';
import { asObject, asObjects } from './look.js';

type Check = Verification['checks'][number];

const TASKS_SHOWN = 3;
const LOG_LINES = 20;
const LINE_LENGTH = 300;

/** Reasons that a further attempt does not change. Source: ECS developer guide, "Stopped tasks error messages". */
export const FATAL_REASONS =
  /CannotPull|ResourceInitializationError|CannotCreateContainer|exec format error|InvalidParameterException|not authorized/i;

export interface StoppedTasksRequest {
  readonly address: string;
  readonly cluster: string;
  readonly service: string;
  readonly taskDefinitionArn: string;
  readonly logGroupName?: string;
}

/** Why tasks of the new version stopped, and the last lines that one of them logged. Never fails: it explains a failure. */
export async function stoppedTasks(request: StoppedTasksRequest, context: VerifyContext): Promise<readonly Check[]> {
  try {
    const { cluster, service } = request;
    const list = asObject(
      await context.aws.call('ecs:ListTasks', { cluster, serviceName: service, desiredStatus: 'STOPPED' }),
    );
    const arns = Array.isArray(list.taskArns) ? list.taskArns.map(String) : [];
    if (arns.length === 0) return [];
    const answer = asObject(await context.aws.call('ecs:DescribeTasks', { cluster, tasks: arns.slice(0, 100) }));
    const tasks = asObjects(answer.tasks).filter((task) => task.taskDefinitionArn === request.taskDefinitionArn);
    const reasons = tasks.slice(0, TASKS_SHOWN).map((task) => explainStoppedTask(task));
    return [...reasons, ...(await lastLogLines(tasks[0], context, request.logGroupName))];
  } catch (error) {
    return [{ name: 'ecs:ListTasks', ok: false, detail: `stopped tasks could not be read: ${textOf(error)}` }];
  }
}

/** Why a task stopped, and how each of its containers ended. */
export function explainStoppedTask(task: JsonObject): Check {
  const containers = asObjects(task.containers).flatMap((container) => {
    const parts = [
      container.exitCode === undefined ? '' : `exit code ${String(container.exitCode)}`,
      typeof container.reason === 'string' && container.reason !== task.stoppedReason ? container.reason : '',
    ].filter((part) => part !== '');
    return parts.length === 0 ? [] : [`${String(container.name)}: ${parts.join(', ')}`];
  });
  const reason = `${String(task.stoppedReason ?? 'no reason given')}${task.stopCode === undefined ? '' : ` (${String(task.stopCode)})`}`;
  return { name: `stopped task ${idOf(String(task.taskArn))}`, ok: false, detail: [reason, ...containers].join('; ') };
}

/** What a stopped task wrote last. The stream of a container is `<prefix>/<container>/<task id>`; prefix and container are in its definition. */
export async function lastLogLines(
  task: JsonObject | undefined,
  context: VerifyContext,
  logGroupName?: string,
): Promise<readonly Check[]> {
  const source = logSource(context, logGroupName);
  if (task === undefined || source === undefined) return [];
  const stream = `${source.prefix}/${source.container}/${idOf(String(task.taskArn))}`;
  try {
    const answer = asObject(
      await context.aws.call('logs:GetLogEvents', {
        logGroupName: source.group,
        logStreamName: stream,
        limit: LOG_LINES,
        startFromHead: false,
      }),
    );
    const lines = asObjects(answer.events).map((event) => String(event.message).trimEnd().slice(0, LINE_LENGTH));
    return lines.length === 0 ? [] : [{ name: `log ${source.group} ${stream}`, ok: false, detail: lines.join('\n') }];
  } catch {
    // A container that never started has no stream; its stop reason says enough.
    return [];
  }
}

function logSource(
  context: VerifyContext,
  logGroupName: string | undefined,
): { readonly group: string; readonly prefix: string; readonly container: string } | undefined {
  const definition = context.resources.find((r) => r.type === 'aws:ecs/taskDefinition:TaskDefinition');
  const text = definition?.outputs.containerDefinitions;
  if (typeof text !== 'string') return undefined;
  const containers = asObjects(JSON.parse(text));
  const container = containers.find((c) => c.essential !== false) ?? containers[0] ?? {};
  const options = asObject(asObject(container.logConfiguration).options);
  const group = options['awslogs-group'] ?? logGroupName;
  const prefix = options['awslogs-stream-prefix'];
  if (typeof group !== 'string' || typeof prefix !== 'string') return undefined;
  return { group, prefix, container: String(container.name) };
}

function idOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

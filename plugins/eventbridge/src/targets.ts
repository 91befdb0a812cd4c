import type { Input, Output } from '@pulumi/pulumi';
import type { ComponentOf, PolicyStatement, ResolvedReference, TranslateContext } from 'panka/sdk';
import { referenceAt, TASK_KINDS, targetPath } from './references.js';
import type { EventBridgeSpec } from './schema.js';
import type { Target } from './schema-rule.js';
import { type TaskServices, taskStatements } from './task-target.js';

/** The output of a kind that holds the ARN which events go to, and what may be done there. */
const ENDPOINTS: Readonly<Record<string, { readonly output: string; readonly action: string }>> = {
  SQS: { output: 'queueArn', action: 'sqs:SendMessage' },
  SNS: { output: 'topicArn', action: 'sns:Publish' },
  Lambda: { output: 'aliasArn', action: 'lambda:InvokeFunction' },
  EventBridge: { output: 'busArn', action: 'events:PutEvents' },
};

/** A target with what stands behind it. */
export interface ResolvedTarget {
  readonly target: Target;
  /** Undefined for an ARN. */
  readonly reference: ResolvedReference | undefined;
  readonly path: string;
  readonly isTask: boolean;
}

/** The targets of a rule. */
export function targetsOf(component: ComponentOf<EventBridgeSpec>, rule: number): readonly ResolvedTarget[] {
  return (component.spec.rules[rule]?.targets ?? []).map((target, i) => {
    const path = targetPath(rule, i);
    const reference = referenceAt(component, `${path}/component`);
    return { target, reference, path, isTask: TASK_KINDS.includes(reference?.kind ?? '') };
  });
}

/** Where events go: for a task the cluster that runs it. */
export function endpointOf(
  { target, reference, isTask }: ResolvedTarget,
  context: TranslateContext,
  { cluster }: Pick<TaskServices, 'cluster'>,
): Input<string> {
  if (isTask) return cluster.arn;
  const endpoint = ENDPOINTS[reference?.kind ?? ''];
  if (reference === undefined || endpoint === undefined) return target.arn ?? '';
  return context.output(reference.to, endpoint.output) as Output<string>;
}

/** What a role must hold to deliver there: what the component grants to whoever writes to it, its key included. */
export function deliveryStatements(
  resolved: ResolvedTarget,
  context: TranslateContext,
  services: TaskServices,
): readonly PolicyStatement[] {
  const { reference, isTask } = resolved;
  if (reference === undefined) return [];
  if (isTask) return taskStatements(reference, context, services);
  const granted = context.provided(reference.to).provides.statements?.('write', reference);
  const Action = [ENDPOINTS[reference.kind]?.action ?? ''];
  return granted ?? [{ Effect: 'Allow', Action, Resource: endpointOf(resolved, context, services) }];
}

/** Text that is sent instead of the event. */
export function inputOf({ input }: Target): string | undefined {
  return input === undefined ? undefined : JSON.stringify(input);
}

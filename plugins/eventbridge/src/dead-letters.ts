import { CONTRIBUTIONS, denyPlainText, keyArn, keyStatement, NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type {
  ComponentOf,
  Encryption,
  Identity,
  Names,
  PolicyStatement,
  ResolvedReference,
  Tags,
  TranslateContext,
} from 'panka/sdk';
import { referenceAt, targetPath } from './references.js';
import type { EventBridgeSpec } from './schema.js';

type Component = ComponentOf<EventBridgeSpec>;

/** The longest that SQS keeps anything. */
const FOURTEEN_DAYS = 1_209_600;

/** Queues that events go to when nobody takes them, by target. */
export interface DeadLetters {
  /** The queue that Panka makes for all targets without one of their own; absent where there are none. */
  readonly made: aws.sqs.Queue | undefined;
  /** ARN of the queue of the component: that of the manifest, or the one made. */
  readonly common: pulumi.Input<string> | undefined;
  /** ARN for a target. */
  of(rule: number, target: number): pulumi.Input<string> | undefined;
  /** What a role must hold to send to the queues of these targets, their keys included; each queue once. */
  sending(targets: readonly (readonly [rule: number, target: number])[]): readonly PolicyStatement[];
}

export function deadLettersOf(
  component: Component,
  context: TranslateContext,
  services: { names: Names; tags: Tags; encryption: Encryption; identity: Identity },
): DeadLetters {
  const arnAt = (path: string): pulumi.Input<string> | undefined => {
    const reference = referenceAt(component, path);
    return reference === undefined ? undefined : (context.output(reference.to, 'queueArn') as pulumi.Output<string>);
  };
  const { rules } = component.spec;
  const given = arnAt('/deadLetterQueue/component');
  const ownOf = (rule: number, target: number) => arnAt(`${targetPath(rule, target)}/deadLetterQueue/component`);
  const wanted = rules.some((rule, i) => rule.targets.some((_, j) => ownOf(i, j) === undefined));
  const made = given === undefined && wanted ? makeQueue(component, context, services) : undefined;
  const common = given ?? made?.arn;
  const sending: DeadLetters['sending'] = (targets) => {
    const queues = targets.map((at) => queueOf(component, at));
    const named = new Map(queues.flatMap((queue) => (queue === undefined ? [] : [[queue.to, queue] as const])));
    return [
      ...[...named.values()].flatMap((queue) => sendingTo(context, queue)),
      ...(made !== undefined && queues.includes(undefined) ? sendingToMade(component, made, services) : []),
    ];
  };
  return { made, common, of: (rule, target) => ownOf(rule, target) ?? common, sending };
}

/** The queue of the manifest that a target uses; undefined: the one that Panka makes. */
function queueOf(component: Component, [rule, target]: readonly [number, number]): ResolvedReference | undefined {
  return (
    referenceAt(component, `${targetPath(rule, target)}/deadLetterQueue/component`) ??
    referenceAt(component, '/deadLetterQueue/component')
  );
}

function sendingTo(context: TranslateContext, queue: ResolvedReference): readonly PolicyStatement[] {
  const granted = context.provided(queue.to).provides.statements?.('write', queue);
  return granted ?? [mayBeSent(context.output(queue.to, 'queueArn') as pulumi.Output<string>)];
}

function sendingToMade(
  { spec }: Component,
  made: aws.sqs.Queue,
  { encryption, identity }: { encryption: Encryption; identity: Identity },
): readonly PolicyStatement[] {
  const key = keyArn(spec.encryption.kmsKey, encryption);
  return [mayBeSent(made.arn), ...keyStatement(key, identity, { service: 'sqs' })];
}

function mayBeSent(Resource: pulumi.Input<string>): PolicyStatement {
  return { Effect: 'Allow', Action: ['sqs:SendMessage'], Resource };
}

function makeQueue(
  component: Component,
  context: TranslateContext,
  { names, tags, encryption }: { names: Names; tags: Tags; encryption: Encryption },
): aws.sqs.Queue {
  const logicalName = context.logicalName('dlq');
  const key = keyArn(component.spec.encryption.kmsKey, encryption);
  return new aws.sqs.Queue(
    logicalName,
    {
      name: names.physical(component, NAME_RULES.sqsQueue, 'dlq'),
      messageRetentionSeconds: FOURTEEN_DAYS,
      ...(key === undefined ? { sqsManagedSseEnabled: true } : { kmsMasterKeyId: key }),
      tags: tags.of(component, logicalName),
    },
    context.options({ deleteBeforeReplace: true }),
  );
}

/** Who may put events into a queue: rules, each by its ARN, and the bus where it is encrypted. */
function mayPut(queueArn: pulumi.Input<string>, sources: readonly pulumi.Input<string>[]): PolicyStatement {
  return {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: ['sqs:SendMessage'],
    Resource: queueArn,
    Condition: { ArnEquals: { 'aws:SourceArn': pulumi.all([...sources]) } },
  };
}

/** The policy of the queue that Panka made. */
export function declareQueuePolicy(
  context: TranslateContext,
  queue: aws.sqs.Queue,
  sources: readonly pulumi.Input<string>[],
): aws.sqs.QueuePolicy {
  const Statement = [denyPlainText('sqs:*', queue.arn), ...(sources.length === 0 ? [] : [mayPut(queue.arn, sources)])];
  return new aws.sqs.QueuePolicy(
    context.logicalName('dlq-policy'),
    { queueUrl: queue.url, policy: pulumi.jsonStringify({ Version: '2012-10-17', Statement }) },
    context.options(),
  );
}

/** Asks a queue of the manifest to let these in. */
export function askQueue(
  component: Component,
  context: TranslateContext,
  at: { path: string; sources: readonly pulumi.Input<string>[] },
): void {
  const reference = referenceAt(component, at.path);
  if (reference === undefined || at.sources.length === 0) return;
  const arn = context.output(reference.to, 'queueArn') as pulumi.Output<string>;
  context.contribute(reference.to, CONTRIBUTIONS.queuePolicy, mayPut(arn, at.sources));
}

import { type BucketNotificationTarget, CONTRIBUTIONS, type PolicyDeclared, permitCaller } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, Identity, Names, PolicyStatement, TranslateContext } from 'panka/sdk';
import type { S3Spec } from './schema.js';

type Told = S3Spec['notifications'][number];
interface Source {
  readonly arn: pulumi.Output<string>;
  readonly identity: Identity;
  readonly names: Names;
}

/** Asks every target of the manifest to let this bucket in; gives back who is told. */
export function ownTargets(
  component: ComponentOf<S3Spec>,
  context: TranslateContext,
  source: Source,
): BucketNotificationTarget[] {
  return component.spec.notifications.map((told, i) => {
    const path = `/notifications/${i}/target/component`;
    const reference = component.references.find((r) => r.path === path);
    if (reference === undefined) throw new Error(`no reference was resolved for spec${path}`);
    if (reference.kind === 'Lambda')
      return functionTarget(component, context, { ...source, told, to: reference.to, part: `notify-${i}` });
    const queue = reference.kind === 'SQS';
    return policyTarget(told, context, { ...source, to: reference.to, queue });
  });
}

function functionTarget(
  component: ComponentOf<S3Spec>,
  context: TranslateContext,
  at: Source & { told: Told; to: string; part: string },
): BucketNotificationTarget {
  const permission = permitCaller(component, context, {
    ...{ aws, names: at.names, part: at.part },
    allow: {
      function: context.output(at.to, 'functionName') as pulumi.Output<string>,
      qualifier: 'live',
      principal: 's3.amazonaws.com',
      sourceArn: at.arn,
      sourceAccount: at.identity.accountId,
    },
  });
  const arn = context.output(at.to, 'aliasArn') as pulumi.Output<string>;
  return { ...filterOf(at.told), type: 'lambda', arn, after: [permission] };
}

function policyTarget(
  told: Told,
  context: TranslateContext,
  at: Source & { to: string; queue: boolean },
): BucketNotificationTarget {
  const arn = context.output(at.to, at.queue ? 'queueArn' : 'topicArn') as pulumi.Output<string>;
  const statement: PolicyStatement = {
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: [at.queue ? 'sqs:SendMessage' : 'sns:Publish'],
    Resource: arn,
    Condition: { ArnEquals: { 'aws:SourceArn': at.arn }, StringEquals: { 'aws:SourceAccount': at.identity.accountId } },
  };
  const after: Parameters<PolicyDeclared>[0][] = [];
  const declared: PolicyDeclared = (policy) => after.push(policy);
  context.contribute(at.to, at.queue ? CONTRIBUTIONS.queuePolicy : CONTRIBUTIONS.topicPolicy, statement);
  context.contribute(at.to, CONTRIBUTIONS.policyDeclared, declared);
  return { ...filterOf(told), type: at.queue ? 'queue' : 'topic', arn, after };
}

function filterOf({ events, prefix, suffix }: Told) {
  return { events, ...(prefix === undefined ? {} : { prefix }), ...(suffix === undefined ? {} : { suffix }) };
}

/** S3 keeps one notification document per bucket; it is written when everyone who wants to be told is known. */
export function declareNotification(
  spec: S3Spec,
  context: TranslateContext,
  at: { bucket: pulumi.Input<string>; targets: readonly BucketNotificationTarget[] },
): void {
  if (at.targets.length === 0 && !spec.eventBridge) return;
  const of = (type: BucketNotificationTarget['type']) => at.targets.filter((t) => t.type === type);
  new aws.s3.BucketNotification(
    context.logicalName('notification'),
    {
      bucket: at.bucket,
      ...(spec.eventBridge ? { eventbridge: true } : {}),
      ...listed(
        'lambdaFunctions',
        of('lambda').map((t) => ({ ...written(t), lambdaFunctionArn: t.arn })),
      ),
      ...listed(
        'queues',
        of('queue').map((t) => ({ ...written(t), queueArn: t.arn })),
      ),
      ...listed(
        'topics',
        of('topic').map((t) => ({ ...written(t), topicArn: t.arn })),
      ),
    },
    context.options({ dependsOn: at.targets.flatMap((t) => t.after ?? []) }),
  );
}

function written(target: BucketNotificationTarget) {
  return {
    events: [...target.events],
    ...(target.prefix === undefined ? {} : { filterPrefix: target.prefix }),
    ...(target.suffix === undefined ? {} : { filterSuffix: target.suffix }),
  };
}

function listed<K extends string, T>(field: K, items: readonly T[]): Partial<Record<K, T[]>> {
  return items.length === 0 ? {} : ({ [field]: [...items] } as Record<K, T[]>);
}

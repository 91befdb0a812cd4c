import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, TranslateContext } from 'panka/sdk';
import type { DeclaredFunction } from './declare-function.js';
import { accessConfigurations } from './kafka-access.js';
import type { LambdaSpec } from './schema.js';
import type { Trigger } from './schema-trigger.js';
import { TRIGGERS } from './trigger-kinds.js';
import { sourceArnOf, sourceOf } from './trigger-source.js';

type Polled = DeclaredFunction & { readonly index: number; readonly trigger: Trigger };

/** An event source mapping: Lambda polls the source and calls `live` with batches. */
export function declareMapping(component: ComponentOf<LambdaSpec>, context: TranslateContext, at: Polled): void {
  const { trigger, index } = at;
  const inOrder = TRIGGERS[trigger.type].polled !== 'queue';
  new aws.lambda.EventSourceMapping(
    context.logicalName(`trigger-${index}`),
    {
      functionName: at.alias.arn,
      enabled: trigger.enabled,
      tags: at.tagsOf(`trigger-${index}`),
      ...(trigger.type === 'kafka'
        ? kafkaSource(component, context, at)
        : { eventSourceArn: sourceArnOf(component, context, index), ...signIn(component, context, at) }),
      ...(trigger.topics === undefined ? {} : { topics: trigger.topics }),
      ...consumerGroup(trigger),
      ...(trigger.batchSize === undefined ? {} : { batchSize: trigger.batchSize }),
      ...(trigger.maximumBatchingWindowSeconds === undefined
        ? {}
        : { maximumBatchingWindowInSeconds: trigger.maximumBatchingWindowSeconds }),
      ...(inOrder ? { startingPosition: trigger.startingPosition } : {}),
      ...(trigger.filter === undefined
        ? {}
        : { filterCriteria: { filters: trigger.filter.map((pattern) => ({ pattern: JSON.stringify(pattern) })) } }),
      ...(trigger.maximumConcurrency === undefined
        ? {}
        : { scalingConfig: { maximumConcurrency: trigger.maximumConcurrency } }),
    },
    context.options({ dependsOn: [...at.ready] }),
  );
}

/** A cluster of MSK without IAM is signed in to with its secret. */
function signIn(component: ComponentOf<LambdaSpec>, context: TranslateContext, { trigger, index }: Polled) {
  const reference = sourceOf(component, index);
  if (trigger.type !== 'msk' || reference === undefined) return {};
  const sourceAccessConfigurations = accessConfigurations(reference, context);
  return sourceAccessConfigurations.length === 0 ? {} : { sourceAccessConfigurations };
}

function consumerGroup({ type, consumerGroup }: Trigger) {
  if (consumerGroup === undefined) return {};
  const group = { consumerGroupId: consumerGroup };
  return type === 'msk' ? { amazonManagedKafkaEventSourceConfig: group } : { selfManagedKafkaEventSourceConfig: group };
}

/** A cluster that AWS doesn't manage is reached from the function's subnets, with the credentials of its secret. */
function kafkaSource(
  component: ComponentOf<LambdaSpec>,
  context: TranslateContext,
  at: DeclaredFunction & { index: number },
) {
  const reference = sourceOf(component, at.index);
  if (reference === undefined) throw new Error(`no reference was resolved for triggers[${at.index}].source`);
  const brokers = context.output(reference.to, 'bootstrapServers') as pulumi.Output<string>;
  const network = at.vpc;
  return {
    selfManagedEventSource: { endpoints: { KAFKA_BOOTSTRAP_SERVERS: brokers } },
    sourceAccessConfigurations: [
      ...accessConfigurations(reference, context),
      ...(network === undefined
        ? []
        : [
            ...network.subnetIds.map((id) => ({ type: 'VPC_SUBNET', uri: pulumi.interpolate`subnet:${id}` })),
            { type: 'VPC_SECURITY_GROUP', uri: pulumi.interpolate`security_group:${network.securityGroupId}` },
          ]),
    ],
  };
}

import type { Input, Output } from '@pulumi/pulumi';
import type { ComponentOf, ResolvedReference, TranslateContext } from 'panka/sdk';
import type { LambdaSpec } from './schema.js';

/** The output of a kind that holds the ARN which Lambda reads from. */
const ARN_OUTPUTS: Readonly<Record<string, string>> = {
  SQS: 'queueArn',
  DynamoDB: 'streamArn',
  MSK: 'clusterArn',
  SNS: 'topicArn',
  S3: 'bucketArn',
  EventBridge: 'busArn',
  Lambda: 'functionArn',
};

/** The component behind a trigger; undefined for an ARN or none. */
export function sourceOf(component: ComponentOf<LambdaSpec>, index: number): ResolvedReference | undefined {
  return component.references.find((r) => r.path === `/triggers/${index}/source/component`);
}

/** ARN of a trigger's source. */
export function sourceArnOf(
  component: ComponentOf<LambdaSpec>,
  context: TranslateContext,
  index: number,
): Input<string> {
  const reference = sourceOf(component, index);
  return reference === undefined ? (component.spec.triggers[index]?.source?.arn ?? '') : arnOf(reference, context);
}

/** ARN of a referenced component. */
export function arnOf(reference: ResolvedReference, context: TranslateContext): Output<string> {
  return context.output(reference.to, ARN_OUTPUTS[reference.kind] ?? 'arn') as Output<string>;
}

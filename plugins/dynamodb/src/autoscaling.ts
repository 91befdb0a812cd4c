import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { TranslateContext } from 'panka/sdk';
import type { DynamoDbSpec } from './schema.js';

/** Paths that autoscaling moves; the manifest must not move them back. */
export const SCALED_PATHS = [
  'readCapacity',
  'writeCapacity',
  'globalSecondaryIndexes[*].readCapacity',
  'globalSecondaryIndexes[*].writeCapacity',
];

/** Scales the table and every index: a throttled index throttles the table's writes. */
export function declareAutoscaling(
  spec: DynamoDbSpec,
  table: aws.dynamodb.Table,
  context: TranslateContext,
): aws.appautoscaling.Policy[] {
  const { autoscaling } = spec;
  if (spec.billingMode !== 'PROVISIONED' || autoscaling === undefined) return [];
  const scaled = [
    { part: 'table', dimension: 'table', resourceId: pulumi.interpolate`table/${table.name}` },
    ...spec.globalSecondaryIndexes.map((index) => ({
      part: `index-${index.name}`,
      dimension: 'index',
      resourceId: pulumi.interpolate`table/${table.name}/index/${index.name}`,
    })),
  ];
  return scaled.flatMap((of) =>
    (['Read', 'Write'] as const).map((what) => declare(autoscaling, context, { ...of, what })),
  );
}

function declare(
  scaling: NonNullable<DynamoDbSpec['autoscaling']>,
  context: TranslateContext,
  of: { part: string; dimension: string; resourceId: pulumi.Output<string>; what: 'Read' | 'Write' },
): aws.appautoscaling.Policy {
  const part = `${of.part}-${of.what.toLowerCase()}`;
  const target = new aws.appautoscaling.Target(
    context.logicalName(`${part}-scaling`),
    {
      serviceNamespace: 'dynamodb',
      resourceId: of.resourceId,
      scalableDimension: `dynamodb:${of.dimension}:${of.what}CapacityUnits`,
      minCapacity: scaling.min,
      maxCapacity: scaling.max,
    },
    context.options(),
  );
  return new aws.appautoscaling.Policy(
    context.logicalName(`${part}-policy`),
    {
      name: part,
      policyType: 'TargetTrackingScaling',
      serviceNamespace: target.serviceNamespace,
      resourceId: target.resourceId,
      scalableDimension: target.scalableDimension,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: scaling.targetUtilization,
        predefinedMetricSpecification: { predefinedMetricType: `DynamoDB${of.what}CapacityUtilization` },
      },
    },
    context.options(),
  );
}

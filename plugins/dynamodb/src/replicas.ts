import { keptWithData } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { ComponentOf, TranslateContext } from 'panka/sdk';
import type { DynamoDbSpec } from './schema.js';

/** Resources of their own tell of replicas: the table must not take them away when it is read. */
export const REPLICA_PATHS = ['replicas'];

interface Replicated {
  readonly table: aws.dynamodb.Table;
  /** AWS copies a PROVISIONED table only once its capacity follows the load. */
  readonly policies: readonly aws.appautoscaling.Policy[];
  readonly tagsOf: (logicalName: string) => Record<string, string>;
}

/** Copies of the table in other regions, one after the other: AWS makes one at a time. */
export function declareReplicas(
  spec: ComponentOf<DynamoDbSpec>['spec'],
  context: TranslateContext,
  { table, policies, tagsOf }: Replicated,
): void {
  const { options } = keptWithData(context);
  let before: readonly (aws.dynamodb.TableReplica | aws.appautoscaling.Policy)[] = policies;
  for (const { region, kmsKey } of spec.replicas) {
    const logicalName = context.logicalName(`replica-${region}`);
    const replica = new aws.dynamodb.TableReplica(
      logicalName,
      {
        region,
        globalTableArn: table.arn,
        pointInTimeRecovery: spec.pointInTimeRecovery,
        deletionProtectionEnabled: spec.deletionProtection ?? false,
        ...(kmsKey === undefined ? {} : { kmsKeyArn: kmsKey }),
        tags: tagsOf(logicalName),
      },
      options({ deleteBeforeReplace: true, dependsOn: [...before] }),
    );
    before = [...policies, replica];
  }
}

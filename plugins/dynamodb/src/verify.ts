import { asObject, asObjects, type Look, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, JsonObject, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { DynamoDbSpec } from './schema.js';

const MINUTE = 60;

/** A table works when it and every index are ACTIVE and its backups are as asked. A new index is filled first: that takes long. */
export default class DynamoDbVerifier implements Verifier<DynamoDbSpec> {
  readonly limitSeconds = (spec: DynamoDbSpec) => (spec.globalSecondaryIndexes.length > 0 ? 60 : 10) * MINUTE;

  async check(component: ComponentOf<DynamoDbSpec>, context: VerifyContext): Promise<Verification> {
    const TableName = String(context.outputs.tableName);
    const { spec, address } = component;
    return verdict([
      await look(`dynamodb:DescribeTable ${address} is ACTIVE with every index`, async () =>
        tableProblem(asObject(asObject(await context.aws.call('dynamodb:DescribeTable', { TableName })).Table), spec),
      ),
      await this.backups(component, context, TableName),
    ]);
  }

  private backups(component: ComponentOf<DynamoDbSpec>, context: VerifyContext, TableName: string): Promise<Look> {
    const wanted = component.spec.pointInTimeRecovery ? 'ENABLED' : 'DISABLED';
    return look(`dynamodb:DescribeContinuousBackups ${component.address} is ${wanted}`, async () => {
      const answer = asObject(await context.aws.call('dynamodb:DescribeContinuousBackups', { TableName }));
      const recovery = asObject(asObject(answer.ContinuousBackupsDescription).PointInTimeRecoveryDescription);
      const found = recovery.PointInTimeRecoveryStatus;
      return found === wanted ? undefined : `point-in-time recovery is ${String(found)}`;
    });
  }
}

function tableProblem(table: JsonObject, spec: DynamoDbSpec): string | undefined {
  if (table.TableStatus !== 'ACTIVE') return `the table is ${String(table.TableStatus)}`;
  const indexes = asObjects(table.GlobalSecondaryIndexes);
  for (const { name } of spec.globalSecondaryIndexes) {
    const status = indexes.find((index) => index.IndexName === name)?.IndexStatus ?? 'missing';
    if (status !== 'ACTIVE') return `index ${name} is ${String(status)}`;
  }
  return undefined;
}

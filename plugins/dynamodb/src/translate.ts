import { keyArn, keyStatement, NAME_RULES, named } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import {
  type Alarms,
  type ComponentOf,
  type Encryption,
  type Identity,
  type Names,
  type Provision,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { TABLE_ACTIONS } from './access.js';
import { alarms } from './alarms.js';
import { declareAutoscaling, SCALED_PATHS } from './autoscaling.js';
import { declareReplicas, REPLICA_PATHS } from './replicas.js';
import type { DynamoDbSpec } from './schema.js';
import { tableArgs } from './table-args.js';

type Component = ComponentOf<DynamoDbSpec>;

export default class DynamoDbTranslator implements Translator<DynamoDbSpec> {
  static readonly inject = [tokens.names, tokens.tags, tokens.identity, tokens.encryption, tokens.alarms] as const;

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly identity: Identity,
    private readonly encryption: Encryption,
    private readonly alarms: Alarms,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const { spec } = component;
    const name = this.names.physical(named(component, spec.tableName), NAME_RULES.dynamoDbTable);
    const table = this.table(component, context, name);
    const policies = declareAutoscaling(spec, table, context);
    const tagsOf = (logicalName: string) => this.tags.of(component, logicalName);
    declareReplicas(spec, context, { table, policies, tagsOf });
    this.alarms.declare(component, context, alarms(spec, name, component.address));
    const streaming = spec.stream.enabled || spec.replicas.length > 0;
    return {
      outputs: {
        tableName: table.name,
        tableArn: table.arn,
        ...(streaming ? { streamArn: table.streamArn } : {}),
        indexNames: [...spec.globalSecondaryIndexes, ...spec.localSecondaryIndexes].map((index) => index.name),
      },
      provides: this.provision(component, table, streaming),
    };
  }

  private table(component: Component, context: TranslateContext, name: string): aws.dynamodb.Table {
    const { spec } = component;
    const key = keyArn(spec.encryption.kmsKey, this.encryption);
    const scaled = spec.billingMode === 'PROVISIONED' && spec.autoscaling !== undefined;
    const ignoreChanges = [...(scaled ? SCALED_PATHS : []), ...(spec.replicas.length > 0 ? REPLICA_PATHS : [])];
    return new aws.dynamodb.Table(
      context.logicalName(),
      tableArgs(spec, {
        name,
        tags: this.tags.of(component, context.logicalName()),
        protect: spec.deletionProtection ?? false,
        ...(key === undefined ? {} : { key }),
      }),
      context.dataOptions({ deleteBeforeReplace: true, ...(ignoreChanges.length > 0 ? { ignoreChanges } : {}) }),
    );
  }

  private provision(component: Component, table: aws.dynamodb.Table, streaming: boolean): Provision {
    const key = keyArn(component.spec.encryption.kmsKey, this.encryption);
    return {
      variables: () => ({ TABLE_NAME: table.name, ...(streaming ? { STREAM_ARN: table.streamArn } : {}) }),
      statements: (level) =>
        level === 'connect'
          ? []
          : [
              {
                Effect: 'Allow',
                Action: TABLE_ACTIONS[level],
                Resource: [table.arn, pulumi.interpolate`${table.arn}/index/*`],
              },
              ...keyStatement(key, this.identity, { service: 'dynamodb' }),
            ],
    };
  }
}

import type * as aws from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import { attributeDefinitions } from './attributes.js';
import type { DynamoDbSpec } from './schema.js';

type Common = { name: Input<string>; tags: Record<string, string>; key?: Input<string>; protect: boolean };

/** What CreateTable is told. Replicas want a stream, so they turn it on. */
export function tableArgs(spec: DynamoDbSpec, { name, tags, key, protect }: Common): aws.dynamodb.TableArgs {
  const streaming = spec.stream.enabled || spec.replicas.length > 0;
  return {
    name,
    tags,
    billingMode: spec.billingMode,
    tableClass: spec.tableClass,
    hashKey: spec.hashKey.name,
    ...(spec.rangeKey === undefined ? {} : { rangeKey: spec.rangeKey.name }),
    attributes: attributeDefinitions(spec),
    ...capacityOf(spec, spec),
    ...onDemandLimits(spec),
    ...(spec.globalSecondaryIndexes.length === 0 ? {} : { globalSecondaryIndexes: globalIndexes(spec) }),
    ...(spec.localSecondaryIndexes.length === 0 ? {} : { localSecondaryIndexes: localIndexes(spec) }),
    ...(spec.ttl === undefined ? {} : { ttl: spec.ttl }),
    ...(key === undefined ? {} : { serverSideEncryption: { enabled: true, kmsKeyArn: key } }),
    pointInTimeRecovery: { enabled: spec.pointInTimeRecovery },
    ...(streaming ? { streamEnabled: true, streamViewType: spec.stream.viewType } : {}),
    deletionProtectionEnabled: protect,
  };
}

/** Capacity of the table or of an index; an index without its own takes the table's. */
function capacityOf(
  spec: DynamoDbSpec,
  of: { readCapacity?: number; writeCapacity?: number },
): { readCapacity?: number; writeCapacity?: number } {
  if (spec.billingMode !== 'PROVISIONED') return {};
  const units = (field: 'readCapacity' | 'writeCapacity') => of[field] ?? spec[field] ?? spec.autoscaling?.min ?? 1;
  return { readCapacity: units('readCapacity'), writeCapacity: units('writeCapacity') };
}

function onDemandLimits(spec: DynamoDbSpec) {
  const { maxReadRequestUnits, maxWriteRequestUnits } = spec;
  if (spec.billingMode !== 'PAY_PER_REQUEST' || (maxReadRequestUnits ?? maxWriteRequestUnits) === undefined) return {};
  return {
    onDemandThroughput: {
      ...(maxReadRequestUnits === undefined ? {} : { maxReadRequestUnits }),
      ...(maxWriteRequestUnits === undefined ? {} : { maxWriteRequestUnits }),
    },
  };
}

/** `hashKey` and `rangeKey` of an index are deprecated in the provider: keys come as `keySchemas`. */
function globalIndexes(spec: DynamoDbSpec) {
  return spec.globalSecondaryIndexes.map((index) => ({
    name: index.name,
    keySchemas: [
      { attributeName: index.hashKey.name, keyType: 'HASH' },
      ...(index.rangeKey === undefined ? [] : [{ attributeName: index.rangeKey.name, keyType: 'RANGE' }]),
    ],
    projectionType: index.projection,
    ...(index.nonKeyAttributes === undefined ? {} : { nonKeyAttributes: index.nonKeyAttributes }),
    ...capacityOf(spec, index),
  }));
}

function localIndexes(spec: DynamoDbSpec) {
  return spec.localSecondaryIndexes.map((index) => ({
    name: index.name,
    rangeKey: index.rangeKey.name,
    projectionType: index.projection,
    ...(index.nonKeyAttributes === undefined ? {} : { nonKeyAttributes: index.nonKeyAttributes }),
  }));
}

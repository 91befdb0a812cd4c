import { errorAt } from '@panka/plugin-common';
import type { ComponentOf, Finding } from 'panka/sdk';
import { keyUses } from './attributes.js';
import type { DynamoDbSpec } from './schema.js';

const MAX_GLOBAL = 20;
const MAX_LOCAL = 5;

/** Rules of DynamoDB that the schema cannot express. Source: DynamoDB developer guide, "Quotas", "Time to Live". */
export function validate(component: ComponentOf<DynamoDbSpec>): Finding[] {
  const { spec } = component;
  return [...capacity(spec), ...timeToLive(spec), ...types(spec), ...indexes(spec), ...replicas(spec)];
}

function capacity(spec: DynamoDbSpec): Finding[] {
  const findings: Finding[] = [];
  const { autoscaling } = spec;
  const given = (['readCapacity', 'writeCapacity'] as const).filter((f) => spec[f] !== undefined);
  if (spec.billingMode === 'PROVISIONED') {
    if (given.length < 2 && autoscaling === undefined)
      findings.push(errorAt('/billingMode', 'PANKA-DDB-001', 'PROVISIONED needs readCapacity and writeCapacity'));
    for (const field of (['maxReadRequestUnits', 'maxWriteRequestUnits'] as const).filter((f) => spec[f] !== undefined))
      findings.push(
        errorAt(
          `/${field}`,
          'PANKA-DDB-006',
          `${field} needs billingMode: PAY_PER_REQUEST`,
          'billingMode: PAY_PER_REQUEST',
        ),
      );
  } else
    for (const field of [...given, ...(autoscaling === undefined ? [] : ['autoscaling']), ...indexCapacities(spec)])
      findings.push(
        errorAt(`/${field}`, 'PANKA-DDB-006', `${field} needs billingMode: PROVISIONED`, 'billingMode: PROVISIONED'),
      );
  if (autoscaling !== undefined && autoscaling.min > autoscaling.max)
    findings.push(
      errorAt('/autoscaling/min', 'PANKA-DDB-007', `autoscaling.min ${autoscaling.min} > max ${autoscaling.max}`),
    );
  return findings;
}

function indexCapacities({ globalSecondaryIndexes }: DynamoDbSpec): string[] {
  return globalSecondaryIndexes.flatMap((index, i) =>
    (['readCapacity', 'writeCapacity'] as const)
      .filter((field) => index[field] !== undefined)
      .map((field) => `globalSecondaryIndexes/${i}/${field}`),
  );
}

function timeToLive(spec: DynamoDbSpec): Finding[] {
  const name = spec.ttl?.attributeName;
  const key = keyUses(spec).find((k) => k.name === name && k.type !== 'N');
  if (key === undefined) return [];
  const message = `ttl.attributeName "${name}" is a key attribute of type ${key.type}; TTL needs a Number attribute that holds epoch seconds`;
  return [errorAt('/ttl/attributeName', 'PANKA-DDB-002', message)];
}

/** An attribute has one type in a table, whatever index uses it. */
function types(spec: DynamoDbSpec): Finding[] {
  const first = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { name, type, path } of keyUses(spec)) {
    const before = first.get(name);
    if (before === undefined) first.set(name, type);
    else if (before !== type)
      findings.push(
        errorAt(
          `${path}/type`,
          'PANKA-DDB-003',
          `attribute "${name}" is ${before} in one index and ${type} in another`,
        ),
      );
  }
  return findings;
}

function indexes(spec: DynamoDbSpec): Finding[] {
  const findings: Finding[] = [];
  const names = new Set<string>();
  for (const list of ['globalSecondaryIndexes', 'localSecondaryIndexes'] as const)
    spec[list].forEach((index, i) => {
      if (index.projection === 'INCLUDE' && (index.nonKeyAttributes ?? []).length === 0)
        findings.push(
          errorAt(`/${list}/${i}/projection`, 'PANKA-DDB-004', 'projection INCLUDE needs nonKeyAttributes'),
        );
      if (index.projection !== 'INCLUDE' && index.nonKeyAttributes !== undefined)
        findings.push(
          errorAt(
            `/${list}/${i}/nonKeyAttributes`,
            'PANKA-DDB-004',
            `nonKeyAttributes needs projection INCLUDE; ${index.projection} given`,
            'projection: INCLUDE',
          ),
        );
      if (names.has(index.name))
        findings.push(errorAt(`/${list}/${i}/name`, 'PANKA-DDB-008', `index "${index.name}" is declared twice`));
      names.add(index.name);
    });
  return [...findings, ...indexCounts(spec)];
}

function indexCounts(spec: DynamoDbSpec): Finding[] {
  const [globals, locals] = [spec.globalSecondaryIndexes.length, spec.localSecondaryIndexes.length];
  const findings: Finding[] = [];
  if (globals > MAX_GLOBAL)
    findings.push(
      errorAt(
        '/globalSecondaryIndexes',
        'PANKA-DDB-009',
        `${globals} global secondary indexes; a table has ${MAX_GLOBAL} at most`,
      ),
    );
  if (locals > MAX_LOCAL)
    findings.push(
      errorAt(
        '/localSecondaryIndexes',
        'PANKA-DDB-009',
        `${locals} local secondary indexes; a table has ${MAX_LOCAL} at most`,
      ),
    );
  if (locals > 0 && spec.rangeKey === undefined)
    findings.push(
      errorAt('/localSecondaryIndexes', 'PANKA-DDB-010', 'a local secondary index needs a table with rangeKey'),
    );
  return findings;
}

/** A customer key lives in one region, and replication writes through the stream. */
function replicas(spec: DynamoDbSpec): Finding[] {
  const findings: Finding[] = [];
  if (spec.replicas.length > 0 && spec.stream.enabled && spec.stream.viewType !== 'NEW_AND_OLD_IMAGES')
    findings.push(
      errorAt(
        '/stream/viewType',
        'PANKA-DDB-011',
        `replicas need stream.viewType NEW_AND_OLD_IMAGES; ${spec.stream.viewType} given`,
        'viewType: NEW_AND_OLD_IMAGES',
      ),
    );
  if (spec.replicas.length > 0 && spec.billingMode === 'PROVISIONED' && spec.autoscaling === undefined)
    findings.push(
      errorAt('/replicas', 'PANKA-DDB-012', 'replicas of a PROVISIONED table need autoscaling, or PAY_PER_REQUEST'),
    );
  spec.replicas.forEach((replica, i) => {
    if (spec.encryption.kmsKey !== undefined && replica.kmsKey === undefined)
      findings.push(
        errorAt(
          `/replicas/${i}`,
          'PANKA-DDB-013',
          `replica ${replica.region} needs kmsKey: the customer key of the table is not in that region`,
        ),
      );
  });
  return findings;
}

import { errorAt, isFifo, warningAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { LambdaSpec } from './schema.js';
import type { Trigger } from './schema-trigger.js';
import { TRIGGERS } from './trigger-kinds.js';

interface At {
  readonly component: ComponentOf<LambdaSpec>;
  readonly view: ApplicationView;
  readonly index: number;
  readonly path: string;
}

/** Rules of triggers. Source: Lambda developer guide, "Using Lambda with Amazon SQS", "Event source mappings". */
export function validateTriggers(component: ComponentOf<LambdaSpec>, view: ApplicationView): Finding[] {
  return component.spec.triggers.flatMap((trigger, index) => {
    const at = { component, view, index, path: `/triggers/${index}` };
    return [
      ...source(trigger, at),
      ...batches(trigger, at),
      ...required(trigger, at),
      ...stream(trigger, at),
      ...kafka(trigger, at),
    ];
  });
}

function source(trigger: Trigger, { index, path }: At): Finding[] {
  const { kinds, arn, sourceless } = TRIGGERS[trigger.type];
  const given = trigger.source ?? {};
  const both = given.component !== undefined && given.arn !== undefined;
  const none = given.component === undefined && given.arn === undefined;
  const ways = [...(kinds.length > 0 ? ['source.component'] : []), ...(arn ? ['source.arn'] : [])];
  const unfit =
    (given.component !== undefined && kinds.length === 0) || (given.arn !== undefined && !arn) || (none && !sourceless);
  if (!both && !unfit) return [];
  const wants = ways.length === 0 ? 'takes no source' : `needs ${ways.join(' or ')}`;
  return [errorAt(`${path}/source`, 'PANKA-LAM-017', `triggers[${index}]: ${trigger.type} ${wants}`)];
}

function batches(trigger: Trigger, at: At): Finding[] {
  if (trigger.type !== 'sqs') return [];
  const reference = trigger.source?.component;
  const queue = reference === undefined ? undefined : at.view.find(reference, at.component);
  const findings: Finding[] = [];
  const size = trigger.batchSize ?? 10;
  if (isFifo(queue) && size > 10)
    findings.push(
      errorAt(`${at.path}/batchSize`, 'PANKA-LAM-005', 'fifo queue: batchSize must be ≤ 10', 'batchSize: 10'),
    );
  else if (size > 10 && (trigger.maximumBatchingWindowSeconds ?? 0) === 0)
    findings.push(
      errorAt(
        `${at.path}/batchSize`,
        'PANKA-LAM-007',
        `triggers[${at.index}]: batchSize ${size} needs maximumBatchingWindowSeconds ≥ 1`,
        'maximumBatchingWindowSeconds: 1',
      ),
    );
  return queue?.kind === 'SQS'
    ? [...findings, ...visibility(queue.spec as { visibilityTimeout?: unknown }, at)]
    : findings;
}

/** AWS refuses a queue that hands a message out again while the function still works on it. */
function visibility(queue: { visibilityTimeout?: unknown }, { component, index, path }: At): Finding[] {
  const hidden = Number(queue.visibilityTimeout);
  const { timeout } = component.spec;
  if (hidden < timeout)
    return [
      errorAt(
        path,
        'PANKA-LAM-001',
        `triggers[${index}]: queue visibilityTimeout ${hidden} s is less than the function timeout ${timeout} s; use at least 6 × timeout (${6 * timeout} s)`,
      ),
    ];
  if (hidden >= 6 * timeout || Number.isNaN(hidden)) return [];
  return [
    warningAt(
      path,
      'PANKA-LAM-001',
      `triggers[${index}]: queue visibilityTimeout ${hidden} s is less than 6 × the function timeout (${6 * timeout} s): throttled messages may go to the dead-letter queue`,
    ),
  ];
}

function required(trigger: Trigger, { index, path }: At): Finding[] {
  const missing = (field: string) => [
    errorAt(path, 'PANKA-LAM-018', `triggers[${index}]: ${trigger.type} needs ${field}`),
  ];
  if (trigger.type === 'schedule' && trigger.schedule === undefined) return missing('schedule');
  if (trigger.type === 'eventbridge' && trigger.pattern === undefined) return missing('pattern');
  if (trigger.type === 'apigateway' && trigger.http === undefined) return missing('http.method and http.path');
  if ((trigger.type === 'msk' || trigger.type === 'kafka') && (trigger.topics ?? []).length === 0)
    return missing('topics');
  return [];
}

/** A table calls through its stream. */
function stream(trigger: Trigger, { component, view, index, path }: At): Finding[] {
  const reference = trigger.source?.component;
  if (trigger.type !== 'dynamodb' || reference === undefined) return [];
  const table = view.find(reference, component);
  if (table?.kind !== 'DynamoDB') return [];
  const { stream, replicas } = table.spec as { stream?: { enabled?: boolean }; replicas?: readonly unknown[] };
  if (stream?.enabled === true || (replicas ?? []).length > 0) return [];
  const message = `triggers[${index}]: table ${table.address} has no stream; set stream.enabled: true there`;
  return [errorAt(`${path}/source/component`, 'PANKA-LAM-019', message)];
}

/** Pollers sign in with a user; they would need a client's certificate of their own. */
function kafka(trigger: Trigger, { component, view, index, path }: At): Finding[] {
  const reference = trigger.source?.component;
  const cluster = reference === undefined ? undefined : view.find(reference, component);
  if (trigger.type !== 'kafka' || cluster?.kind !== 'Kafka') return [];
  const { mode, auth, existing } = cluster.spec as { mode?: string; auth?: string; existing?: { auth?: string } };
  if ((mode === 'external' ? existing?.auth : auth) !== 'mtls') return [];
  const message = `triggers[${index}]: cluster ${cluster.address} signs clients in by certificate, which triggers don't have; use auth: scram there`;
  return [errorAt(`${path}/source/component`, 'PANKA-LAM-022', message)];
}

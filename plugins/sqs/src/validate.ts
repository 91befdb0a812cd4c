import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { SqsSpec } from './schema.js';

const FIFO_ONLY = ['contentBasedDeduplication', 'deduplicationScope', 'fifoThroughputLimit'] as const;

/** Rules of SQS that the schema cannot express. Source: SQS developer guide, "FIFO queues", "Dead-letter queues". */
export function validate(component: ComponentOf<SqsSpec>, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [...name(spec), ...fifoFields(spec), ...throughput(spec), ...deadLetterQueue(component, view)];
}

function name(spec: ComponentOf<SqsSpec>['spec']): Finding[] {
  if (!spec.name?.endsWith('.fifo')) return [];
  const message =
    spec.type === 'fifo'
      ? `type fifo: panka adds .fifo; leave it out of name "${spec.name}"`
      : `name "${spec.name}" ends with .fifo but type is standard`;
  return [{ code: 'PANKA-SQS-001', severity: 'error', path: '/name', message, suggestion: spec.name.slice(0, -5) }];
}

function fifoFields(spec: SqsSpec): Finding[] {
  if (spec.type === 'fifo') return [];
  return FIFO_ONLY.filter((field) => spec[field] !== undefined).map((field) => ({
    code: 'PANKA-SQS-002',
    severity: 'error',
    path: `/${field}`,
    message: `${field} needs type: fifo`,
    suggestion: 'type: fifo',
  }));
}

function throughput(spec: SqsSpec): Finding[] {
  if (
    spec.fifoThroughputLimit !== 'perMessageGroupId' ||
    (spec.deduplicationScope ?? 'messageGroup') === 'messageGroup'
  )
    return [];
  return [
    {
      code: 'PANKA-SQS-003',
      severity: 'error',
      path: '/fifoThroughputLimit',
      message: 'fifoThroughputLimit perMessageGroupId needs deduplicationScope messageGroup',
      suggestion: 'deduplicationScope: messageGroup',
    },
  ];
}

function deadLetterQueue(component: ComponentOf<SqsSpec>, view: ApplicationView): Finding[] {
  const { spec } = component;
  const dlq = spec.deadLetterQueue;
  if (!dlq.enabled) return [];
  const findings: Finding[] = [];
  if (dlq.component !== undefined) {
    const other = view.find(dlq.component, component);
    if (other?.kind === 'SQS' && (other.spec as unknown as SqsSpec).type !== spec.type)
      findings.push({
        code: 'PANKA-SQS-004',
        severity: 'error',
        path: '/deadLetterQueue/component',
        message: `the dead-letter queue of a ${spec.type} queue must be ${spec.type}`,
      });
  } else if (dlq.retentionPeriod < spec.messageRetentionPeriod) {
    findings.push({
      code: 'PANKA-SQS-005',
      severity: 'error',
      path: '/deadLetterQueue/retentionPeriod',
      message: `deadLetterQueue.retentionPeriod ${dlq.retentionPeriod} is shorter than messageRetentionPeriod ${spec.messageRetentionPeriod}: messages would expire on arrival`,
    });
  }
  return findings;
}

import type { DeploymentV3 } from '../../../src/core/engine/deployment-v3.js';
import { JOURNAL_KIND, type JournalEntry } from '../../../src/core/engine/journal-entry.js';
import type { DeploymentRecord, StackState, StateAddress, UpdateMeta } from '../../../src/core/state/state-store.js';

export const AT: StateAddress = { stack: 'shop', environment: 'prod' };
export const UNIT = 'stack';

export function headOf(change: Partial<StackState> = {}): StackState {
  return {
    format: 1,
    serial: 1,
    fence: 1,
    lineage: 'lineage-1',
    stack: AT.stack,
    environment: AT.environment,
    target: { name: 'sandbox', account: '000000000000', region: 'eu-central-1' },
    components: {},
    units: {},
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...change,
  };
}

export function deploymentOf(...names: readonly string[]): DeploymentV3 {
  return {
    manifest: { time: '2026-01-01T00:00:00.000Z', magic: 'm', version: 'v' },
    resources: names.map((name) => ({ urn: urnOf(name), custom: true, type: 'aws:sqs/queue:Queue', id: name })),
  };
}

export function metaOf(update: number, change: Partial<UpdateMeta> = {}): UpdateMeta {
  return { update, fence: 1, run: 'run-1', startedAt: '2026-01-01T00:00:00.000Z', ...change };
}

/** What an engine writes before and after the creation of one resource. */
export function creation(sequence: number, name: string): readonly [JournalEntry, JournalEntry] {
  const resource = { urn: urnOf(name), custom: true, type: 'aws:sqs/queue:Queue' };
  const common = { version: 1, operationID: sequence, removeOld: null, removeNew: null } as const;
  return [
    { ...common, kind: JOURNAL_KIND.begin, sequenceID: 2 * sequence - 1, operation: { resource, type: 'creating' } },
    { ...common, kind: JOURNAL_KIND.success, sequenceID: 2 * sequence, state: { ...resource, id: name } },
  ];
}

export function recordOf(serial: number, change: Partial<DeploymentRecord> = {}): DeploymentRecord {
  return {
    id: `d-${serial}`,
    serial,
    command: 'apply',
    startedAt: '2026-01-01T00:00:00.000Z',
    by: 'anna',
    host: 'one',
    status: 'succeeded',
    target: 'sandbox',
    components: [],
    resources: { create: 1 },
    manifests: {},
    plugins: {},
    ...change,
  };
}

function urnOf(name: string): string {
  return `urn:pulumi:prod::shop::aws:sqs/queue:Queue::${name}`;
}

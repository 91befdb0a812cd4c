import { type DeploymentV3, type ResourceV3, SECRET_SIG, SIG_KEY } from '../../../src/core/engine/deployment-v3.js';
import { replayJournal } from '../../../src/core/engine/replay.js';
import { makeUrn, ROOT_STACK_TYPE } from '../../../src/core/engine/urn.js';
import type { LockStore } from '../../../src/core/locks/lock-store.js';
import { commitUpdate } from '../../../src/core/state/commit-update.js';
import { ObjectStateStore } from '../../../src/core/state/object-state-store.js';
import type { ObjectStore } from '../../../src/core/state/object-store.js';
import { recoverUnit } from '../../../src/core/state/recover-unit.js';
import type { ComponentRecord, DeploymentRecord, StackState } from '../../../src/core/state/state-store.js';
import { MemoryLockStore, MemoryLocks } from '../locks/memory-lock-store.js';
import { MemoryObjects } from '../state/memory-objects.js';
import { AT, recordOf } from '../state/state-samples.js';

export const TARGET = { name: 'sandbox', account: '000000000000', region: 'eu-central-1' } as const;
export const QUEUE = 'aws:sqs/queue:Queue';

/** A queue for each component; `api/first` needs nothing, `api/second` depends on `api/first`. */
export interface QueueSpec {
  readonly visibilityTimeout: number;
  readonly needs?: readonly string[];
}

export type Queues = Readonly<Record<string, QueueSpec>>;

/** What `apply` leaves in the store, without an engine: a fence of its own, checkpoint, head and history. */
export class DeployedStack {
  readonly locks: LockStore;
  readonly state: ObjectStateStore;
  private fence = 0;

  constructor(
    readonly objects: ObjectStore = new MemoryObjects(),
    readonly unit = 'stack',
    private readonly seal: Seal = notSealed,
  ) {
    this.state = new ObjectStateStore(objects);
    this.locks = new MemoryLockStore(new MemoryLocks(), { host: 'one', pid: 41 }, Date.now);
  }

  async deploy(queues: Queues, record: Partial<DeploymentRecord> = {}): Promise<StackState> {
    const head = await this.state.readState(AT);
    const before = head.found ? head.value : undefined;
    this.fence = Math.max(this.fence, before?.fence ?? 0) + 1;
    const open = await recoverUnit({
      ...{ store: this.state, at: AT, unit: this.unit, by: { fence: this.fence, run: `d-${this.fence}` } },
      appliedUpdate: before?.units[this.unit]?.appliedUpdate ?? 0,
      ...(before !== undefined && { lineage: before.lineage }),
      replay: (base, entries) => replayJournal(base, entries, { time: '2026-11-23T10:00:00.000Z' }),
    });
    const { state } = await commitUpdate({
      ...{ store: this.state, at: AT, unit: this.unit, fence: this.fence, update: open.lastUpdate + 1 },
      deployment: deploymentOf(queues, this.seal),
      checkpointVersion: open.checkpointVersion,
      change: (stored) => ({
        ...{ target: TARGET, components: componentsOf(queues), units: stored?.units ?? {} },
        lastDeployment: `d-${this.fence}`,
      }),
    });
    await this.state.history.put(AT, recordFor(state, queues, record));
    return state;
  }
}

/** What stands in the state for the key of a queue. */
type Seal = (queue: string) => string;
const notSealed: Seal = () => `sealed-${Math.random()}`;

export function deploymentOf(queues: Queues, seal = notSealed): DeploymentV3 {
  return {
    manifest: { time: '2026-11-23T10:00:00.000Z', magic: 'm', version: 'v' },
    resources: [
      { urn: makeUrn({ ...PULUMI, type: ROOT_STACK_TYPE, name: 'shop-prod' }), custom: false, type: ROOT_STACK_TYPE },
      ...Object.entries(queues).map(([address, spec]) => queueResource(address, spec, seal(address))),
    ],
  };
}

const PULUMI = { stack: AT.environment, project: AT.stack } as const;

export function urnOf(address: string): string {
  return makeUrn({ ...PULUMI, type: QUEUE, name: address });
}

/** What nobody may see, in the deployment of every queue: sealed, or plain under a name that gives it away. */
export const CANARY = 'canary-5UpErSecret';

function queueResource(address: string, { visibilityTimeout, needs = [] }: QueueSpec, ciphertext: string): ResourceV3 {
  return {
    ...{ urn: urnOf(address), custom: true, type: QUEUE, id: `https://sqs/${address}` },
    inputs: { name: address, visibilityTimeoutSeconds: visibilityTimeout, dbPassword: CANARY },
    outputs: { arn: `arn:aws:sqs:${address}`, key: { [SIG_KEY]: SECRET_SIG, ciphertext } },
    dependencies: needs.map(urnOf),
  };
}

function componentsOf(queues: Queues): Record<string, ComponentRecord> {
  return Object.fromEntries(
    Object.entries(queues).map(([address, { visibilityTimeout, needs = [] }]) => [
      address,
      {
        ...{ kind: 'SQS', specHash: `hash-${visibilityTimeout}`, status: 'deployed' as const, wave: 1, needs },
        plugin: { name: '@panka/plugin-sqs', version: '1.0.0' },
        outputs: { url: `https://sqs/${address}`, timeout: visibilityTimeout, key: { secret: true } },
        resources: [urnOf(address)],
        spec: { visibilityTimeout },
      },
    ]),
  );
}

function recordFor(state: StackState, queues: Queues, change: Partial<DeploymentRecord>): DeploymentRecord {
  return recordOf(state.serial, {
    id: state.lastDeployment ?? '',
    manifests: Object.fromEntries(
      Object.entries(queues).map(([address, { visibilityTimeout }]) => [
        address,
        { kind: 'SQS', spec: { visibilityTimeout } },
      ]),
    ),
    startedAt: new Date().toISOString(),
    plugins: { '@panka/plugin-sqs': '1.0.0' },
    plan: Object.keys(queues).map((component) => ({
      ...{ component, kind: 'SQS', action: 'update' as const, reason: 'new', resources: [] },
    })),
    ...change,
  });
}

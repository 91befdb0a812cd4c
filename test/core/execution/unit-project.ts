import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dynamodb from '../../../plugins/dynamodb/src/index.js';
import lambda from '../../../plugins/lambda/src/index.js';
import rds from '../../../plugins/rds/src/index.js';
import s3 from '../../../plugins/s3/src/index.js';
import sns from '../../../plugins/sns/src/index.js';
import sqs from '../../../plugins/sqs/src/index.js';
import { LocalLockStore } from '../../../src/adapters/local-locks/local-lock-store.js';
import { LocalSecretSealer } from '../../../src/adapters/local-secrets/local-secret-sealer.js';
import { LocalStateStore } from '../../../src/adapters/local-state/local-state-store.js';
import { SandboxStore } from '../../../src/adapters/sandbox-cloud/sandbox-store.js';
import { type SandboxFolders, sandboxFolders } from '../../../src/adapters/sandbox-target/sandbox-folders.js';
import { sandboxRuntime } from '../../../src/adapters/sandbox-target/sandbox-runtime.js';
import { discover } from '../../../src/core/discovery/discover.js';
import type { ResourceProvider } from '../../../src/core/engine/resource-provider.js';
import { type DeployRequest, deploy } from '../../../src/core/execution/deploy.js';
import type { DeploymentOutcome } from '../../../src/core/execution/deployment-outcome.js';
import { type Desired, prepareDesired } from '../../../src/core/execution/desired.js';
import { type DestroyRequest, destroy } from '../../../src/core/execution/destroy.js';
import type { DeploymentEvent } from '../../../src/core/execution/events.js';
import { type Migration, migrateGranularity } from '../../../src/core/execution/migrate-granularity.js';
import { planUnits, selectUnits } from '../../../src/core/execution/plan-units.js';
import type { DeploymentPorts } from '../../../src/core/execution/ports.js';
import type { Clock } from '../../../src/core/locks/clock.js';
import type { LockStore } from '../../../src/core/locks/lock-store.js';
import type { HolderLiveness } from '../../../src/core/locks/take-lock.js';
import { lockGranularityOf } from '../../../src/core/model/deployment-units.js';
import type { Plan } from '../../../src/core/plan/plan.js';
import type { KindRegistry, LoadedKind } from '../../../src/core/registry/kind-registry.js';
import type { StackState, StateStore } from '../../../src/core/state/state-store.js';
import type { ComponentKind, JsonObject } from '../../../src/sdk/index.js';
import { buildByToken } from '../../../src/sdk/testing/deployment/build-by-token.js';
import { InMemoryManifests } from '../../../src/sdk/testing/deployment/in-memory-manifests.js';

export const AT = { stack: 'shop', environment: 'development' };
export const TARGET = { name: 'sandbox', account: '123456789012', region: 'us-east-1' };

const kinds: ReadonlyMap<string, LoadedKind> = new Map(
  ([dynamodb, lambda, rds, s3, sns, sqs] as unknown as readonly ComponentKind[]).map((definition) => [
    definition.kind,
    { definition, plugin: { name: definition.kind, version: '0.0.0', root: '', type: 'bundled' as const } },
  ]),
);

const registry: KindRegistry = {
  entries: [...kinds].map(([kind, { plugin }]) => ({ kind, plugin })),
  load: async (kind) => kinds.get(kind) as LoadedKind,
  suggest: () => undefined,
};

/** What a process has of its own. */
export interface Client {
  /** In the place of the project's own. */
  readonly state?: (own: StateStore) => StateStore;
  readonly emit?: (event: DeploymentEvent) => void;
  readonly locks?: LockStore;
  readonly processAlive?: HolderLiveness;
  readonly clock?: Clock;
  /** What stands between its engine and the simulated cloud. */
  readonly throughProvider?: (cloud: ResourceProvider) => ResourceProvider;
  /** Faults of the simulated cloud, as PANKA_SANDBOX_FAULTS. */
  readonly faults?: readonly JsonObject[];
  /** Variables of the environment, such as PANKA_SANDBOX_ENGINE. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Where a project keeps its state and its locks. */
export interface ProjectStores {
  readonly state: StateStore;
  readonly locks: LockStore;
}

type Options = Partial<
  Pick<
    DeployRequest,
    'filter' | 'lockTimeout' | 'approve' | 'signal' | 'savedPlan' | 'changeExisting' | 'allowDataLoss'
  >
> &
  Client;

/** A folder with state, locks and a simulated cloud, where stacks of several units are deployed in this process. */
export class UnitProject {
  readonly folders: SandboxFolders;
  private readonly stores: ProjectStores;
  private runs = 0;

  /** `folder`: one that is there already, such as another process's project. `stores`: in the place of those in the folder. */
  constructor(
    readonly folder = mkdtempSync(join(tmpdir(), 'panka-units-')),
    stores?: ProjectStores,
  ) {
    this.folders = sandboxFolders(folder);
    this.stores = stores ?? {
      state: new LocalStateStore({ folder: this.folders.state }),
      locks: new LocalLockStore({ folder: this.folders.locks }),
    };
  }

  get state(): StateStore {
    return this.stores.state;
  }

  get locks(): LockStore {
    return this.stores.locks;
  }

  async desire(documents: readonly JsonObject[]): Promise<Desired> {
    const files = new InMemoryManifests(this.folder, documents);
    const found = await discover({ files, registry, environment: AT.environment, variables: { vars: {} }, sets: [] });
    const errors = found.diagnostics.filter((d) => d.severity === 'error').map((d) => `${d.code}: ${d.message}`);
    if (found.value === undefined || errors.length > 0) throw new Error(errors.join('; '));
    const digestFiles = async () => ({});
    return prepareDesired({ application: found.value, registry, digestFiles, pankaVersion: '0.0.0' });
  }

  async apply(documents: readonly JsonObject[], options: Options = {}): Promise<DeploymentOutcome> {
    return deploy({
      ...COMMON,
      signal: new AbortController().signal,
      ...options,
      ports: this.ports(options),
      desired: await this.desire(documents),
      refresh: false,
      allowMassDelete: true,
    });
  }

  /** An apply of a process that dies when this resource has been made: nothing that it writes then arrives, its lock stays. */
  async crash(
    documents: readonly JsonObject[],
    { after, ...options }: Options & { readonly after: string },
  ): Promise<void> {
    let isDead = false;
    const emit = (event: DeploymentEvent) => {
      isDead ||= event.type === 'resource' && event.event.name === after && event.event.op === 'create';
    };
    const state = (own: StateStore) => mortal(own, () => isDead);
    const run = this.apply(documents, { ...options, emit, state, locks: mortal(this.locks, () => isDead) });
    await run.then(
      () => Promise.reject(new Error('it did not die')),
      () => undefined,
    );
  }

  /** As `panka plan` makes it. */
  async plan(documents: readonly JsonObject[], options: Options = {}): Promise<Plan> {
    const request = {
      ...{ filter: {}, refresh: false, ...options },
      ports: this.ports(options),
      desired: await this.desire(documents),
    };
    const granularity = lockGranularityOf(request.desired.application);
    return planUnits(request, await selectUnits(request, granularity));
  }

  async migrate(documents: readonly JsonObject[], options: Options = {}): Promise<Migration> {
    return migrateGranularity({
      ...{ lockTimeout: 0, approve: async () => true, signal: new AbortController().signal },
      ports: this.ports(options),
      desired: await this.desire(documents),
    });
  }

  destroy(options: Options & Pick<Partial<DestroyRequest>, 'filter'> = {}): Promise<DeploymentOutcome> {
    return destroy({
      ...COMMON,
      signal: new AbortController().signal,
      ...options,
      ports: this.ports(options),
      at: AT,
      kindOf: (kind) => kinds.get(kind)?.definition,
      dataLossMustBeAllowed: true,
    });
  }

  async head(): Promise<StackState> {
    const read = await this.state.readState(AT);
    if (!read.found) throw new Error('nothing is deployed');
    return read.value;
  }

  /** Logical names of what the simulated cloud holds. */
  cloud(type?: string): readonly string[] {
    const sealer = new LocalSecretSealer({ folder: this.folders.keys, stackId: 'sandbox' });
    const all = new SandboxStore(this.folders.cloud, sealer).all();
    return all
      .filter((resource) => type === undefined || resource.type === type)
      .map(({ owner }) => owner.slice(owner.lastIndexOf('::') + 2))
      .sort();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  ports({ emit = () => {}, state = (own) => own, faults, locks, ...client }: Client = {}): DeploymentPorts {
    const { processAlive, clock, throughProvider, env: given } = client;
    const store = state(this.state);
    const env = { ...given, ...(faults !== undefined && { PANKA_SANDBOX_FAULTS: JSON.stringify(faults) }) };
    return {
      target: TARGET,
      state: store,
      locks: locks ?? this.locks,
      ...(processAlive !== undefined && { processAlive }),
      ...(clock !== undefined && { clock }),
      run: { id: `run-${++this.runs}`, command: 'panka apply', by: 'anna', host: 'test', pid: process.pid },
      emit,
      engine: () =>
        sandboxRuntime({
          folders: this.folders,
          at: AT,
          target: TARGET,
          kinds,
          buildWith: buildByToken,
          readState: async (other) => {
            const read = await store.readState(other);
            return read.found ? read.value : undefined;
          },
          env,
          ...(throughProvider !== undefined && { throughProvider }),
        }),
    };
  }
}

const COMMON = { filter: {}, parallel: 8, lockTimeout: 0, allowDataLoss: ['all'], approve: async () => true } as const;

/** The documents of the stack `shop`. */
export function shop(
  lockGranularity: 'stack' | 'service' | 'component',
  ...documents: readonly JsonObject[]
): readonly JsonObject[] {
  const stack = {
    apiVersion: 'core.panka.io/v1',
    kind: 'Stack',
    metadata: { name: AT.stack },
    spec: { deployment: { lockGranularity } },
  };
  return [stack, ...documents];
}

export function network(): JsonObject {
  const metadata = { name: 'network', stack: AT.stack };
  return {
    apiVersion: 'infra.panka.io/v1',
    kind: 'Networking',
    metadata,
    spec: { vpc: { mode: 'create', cidr: '10.40.0.0/16' } },
  };
}

/** `address`: `service/name`. */
export function queue(address: string, spec: JsonObject = {}): JsonObject {
  return component('SQS', address, spec);
}

/** A table; another `hashKey` replaces it, the old one first. */
export function table(address: string, hashKey: string): JsonObject {
  return component('DynamoDB', address, { hashKey: { name: hashKey, type: 'S' } });
}

/** A topic with one subscriber, an e-mail address; another one is subscribed before the old one goes. */
export function topic(address: string, endpoint: string): JsonObject {
  return component('SNS', address, { subscriptions: [{ protocol: 'email', endpoint }] });
}

/** A function that is given the URLs of these queues, by the name of a variable. */
export function worker(
  address: string,
  queues: Readonly<Record<string, string>> = {},
  spec: JsonObject = {},
): JsonObject {
  const environment = Object.entries(queues).map(([name, from]) => ({
    name,
    valueFrom: { component: from, output: 'url' },
  }));
  return component('Lambda', address, {
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    code: { zipFile: 'exports.handler = async () => 1' },
    ...(environment.length > 0 && { environment }),
    ...spec,
  });
}

export function component(kind: string, address: string, spec: JsonObject): JsonObject {
  const [service = '', name = ''] = address.split('/');
  return { apiVersion: 'components.panka.io/v1', kind, metadata: { name, service, stack: AT.stack }, spec };
}

/** A store whose calls, and those of everything that it hands out, fail once its process is dead. */
export function mortal<T extends object>(store: T, isDead: (call: string) => boolean): T {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value === 'object' && value !== null) return mortal(value, isDead);
      if (typeof value !== 'function') return value;
      return (...parameters: unknown[]) => {
        if (isDead(String(name))) return Promise.reject(new Error('this process is gone'));
        const result: unknown = value.apply(target, parameters);
        if (!(result instanceof Promise)) return result;
        return result.then((answer: unknown) => {
          if (isDead('')) throw new Error('this process is gone');
          return isJournal(answer) ? mortal(answer, isDead) : answer;
        });
      };
    },
  });
}

function isJournal(answer: unknown): answer is object {
  return typeof answer === 'object' && answer !== null && 'append' in answer;
}

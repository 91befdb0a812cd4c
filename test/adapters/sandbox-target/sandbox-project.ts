import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dynamodb from '../../../plugins/dynamodb/src/index.js';
import lambda from '../../../plugins/lambda/src/index.js';
import rds from '../../../plugins/rds/src/index.js';
import sqs from '../../../plugins/sqs/src/index.js';
import { LocalLockStore } from '../../../src/adapters/local-locks/local-lock-store.js';
import { LocalSecretSealer } from '../../../src/adapters/local-secrets/local-secret-sealer.js';
import { LocalStateStore } from '../../../src/adapters/local-state/local-state-store.js';
import { SandboxStore } from '../../../src/adapters/sandbox-cloud/sandbox-store.js';
import type { StoredResource } from '../../../src/adapters/sandbox-cloud/stored-resource.js';
import { sandboxFolders } from '../../../src/adapters/sandbox-target/sandbox-folders.js';
import { sandboxRuntime } from '../../../src/adapters/sandbox-target/sandbox-runtime.js';
import { discover } from '../../../src/core/discovery/discover.js';
import { deploy } from '../../../src/core/execution/deploy.js';
import type { DeploymentOutcome } from '../../../src/core/execution/deployment-outcome.js';
import { prepareDesired } from '../../../src/core/execution/desired.js';
import { destroy } from '../../../src/core/execution/destroy.js';
import type { DeploymentPorts } from '../../../src/core/execution/ports.js';
import type { KindRegistry, LoadedKind } from '../../../src/core/registry/kind-registry.js';
import type { ComponentKind, JsonObject } from '../../../src/sdk/index.js';
import { buildByToken } from '../../../src/sdk/testing/deployment/build-by-token.js';
import { InMemoryManifests } from '../../../src/sdk/testing/deployment/in-memory-manifests.js';

const TARGET = { name: 'sandbox', account: '123456789012', region: 'us-east-1' };
const COMMON = { filter: {}, parallel: 8, lockTimeout: 0, allowDataLoss: ['all'], approve: async () => true } as const;

const kinds: ReadonlyMap<string, LoadedKind> = new Map(
  ([dynamodb, lambda, rds, sqs] as unknown as readonly ComponentKind[]).map((definition) => [
    definition.kind,
    { definition, plugin: { name: definition.kind, version: '0.0.0', root: '', type: 'bundled' as const } },
  ]),
);

const registry: KindRegistry = {
  entries: [...kinds].map(([kind, { plugin }]) => ({ kind, plugin })),
  load: async (kind) => kinds.get(kind) as LoadedKind,
  suggest: () => undefined,
};

/** A folder with state and a simulated cloud, deployed to in this process from the sources. Remove it in the end. */
export class SandboxProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'panka-project-'));
  private readonly folders = sandboxFolders(this.folder);
  private runs = 0;

  constructor(private readonly environment = 'development') {}

  /** Brings the stack of these documents to what they say. */
  async apply(documents: readonly JsonObject[], options: { refresh?: boolean } = {}): Promise<DeploymentOutcome> {
    const files = new InMemoryManifests(this.folder, documents);
    const found = await discover({ files, registry, environment: this.environment, variables: { vars: {} }, sets: [] });
    const errors = found.diagnostics.filter((d) => d.severity === 'error').map((d) => `${d.code}: ${d.message}`);
    if (found.value === undefined || errors.length > 0) throw new Error(errors.join('; '));
    const digestFiles = async () => ({});
    const desired = await prepareDesired({ application: found.value, registry, digestFiles, pankaVersion: '0.0.0' });
    return deploy({
      ...COMMON,
      ports: this.ports(found.value.stack.name),
      desired,
      refresh: options.refresh ?? false,
      allowMassDelete: true,
      signal: new AbortController().signal,
    });
  }

  destroy(stack: string, options: { allowDataLoss?: readonly string[] } = {}): Promise<DeploymentOutcome> {
    return destroy({
      ...COMMON,
      ...options,
      ports: this.ports(stack),
      at: { stack, environment: this.environment },
      kindOf: (kind) => kinds.get(kind)?.definition,
      dataLossMustBeAllowed: this.environment === 'production',
      signal: new AbortController().signal,
    });
  }

  /** What the simulated cloud holds of a type. */
  cloud(type: string): readonly StoredResource[] {
    const sealer = new LocalSecretSealer({ folder: this.folders.keys, stackId: 'sandbox' });
    return new SandboxStore(this.folders.cloud, sealer).list(type);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private ports(stack: string): DeploymentPorts {
    const at = { stack, environment: this.environment };
    const state = new LocalStateStore({ folder: this.folders.state });
    return {
      target: TARGET,
      state,
      locks: new LocalLockStore({ folder: this.folders.locks }),
      run: { id: `run-${++this.runs}`, command: 'test', by: 'test', host: 'test', pid: process.pid },
      emit: () => {},
      engine: () =>
        sandboxRuntime({
          folders: this.folders,
          at,
          target: TARGET,
          kinds,
          buildWith: buildByToken,
          readState: async (other) => {
            const read = await state.readState(other);
            return read.found ? read.value : undefined;
          },
          env: {},
        }),
    };
  }
}

/** Documents of a stack with one component `api/<name>` each. */
export function stackOf(name: string, ...documents: readonly JsonObject[]): readonly JsonObject[] {
  return [{ apiVersion: 'core.panka.io/v1', kind: 'Stack', metadata: { name } }, ...documents];
}

export function componentIn(stack: string, kind: string, name: string, spec: JsonObject): JsonObject {
  return { apiVersion: 'components.panka.io/v1', kind, metadata: { name, service: 'api', stack }, spec };
}

export function networkOf(stack: string, spec: JsonObject): JsonObject {
  return { apiVersion: 'infra.panka.io/v1', kind: 'Networking', metadata: { name: 'network', stack }, spec };
}

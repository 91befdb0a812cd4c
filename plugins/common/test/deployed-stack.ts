import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ComponentKind, Json, JsonObject } from 'panka/sdk';
import type { StoredResource } from '../../../src/adapters/sandbox-cloud/stored-resource.js';
import { discover } from '../../../src/core/discovery/discover.js';
import type { DeploymentOutcome } from '../../../src/core/execution/deployment-outcome.js';
import { prepareDesired } from '../../../src/core/execution/desired.js';
import { InMemoryManifests } from '../../../src/sdk/testing/deployment/in-memory-manifests.js';
import { sandboxDeployment } from '../../../src/sdk/testing/deployment/sandbox-deployment.js';
import { type RealKind, registryOf } from '../../../test/docs/real-kinds.js';

/** A component of stack `shop`: kind, `service/name`, spec. */
export type Written = readonly [kind: string, address: string, spec: JsonObject];

/** A stack of real kinds that lives in a sandbox of its own. */
export interface DeployedStack {
  /** Deploys these components, and removes those that are not there any more. */
  apply(components: readonly Written[]): Promise<DeploymentOutcome>;
  /** What the simulated cloud holds of a type. */
  of(type: string): Promise<readonly StoredResource[]>;
  /** Statements of the policy documents of a type. */
  statements(type: string): Promise<readonly JsonObject[]>;
}

/** Runs `work` with a stack in a temporary folder, and removes it. */
export async function withStack(
  kinds: readonly ComponentKind<never>[],
  work: (stack: DeployedStack) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'panka-stack-'));
  try {
    await work(await stackIn(folder, kinds));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function stackIn(folder: string, kinds: readonly ComponentKind<never>[]): Promise<DeployedStack> {
  const sandbox = await sandboxDeployment(folder);
  const registry = registryOf(kinds.map((definition) => ({ definition, folder }) as unknown as RealKind));
  const of = async (type: string) => (await sandbox.cloud()).filter((resource) => resource.type === type);
  return {
    of,
    apply: async (components) => {
      const files = new InMemoryManifests(folder, [...HEAD, ...components.map(documentOf)]);
      const found = await discover({ files, registry, environment: 'development', policies: [] });
      const errors = found.diagnostics.filter(({ severity }) => severity === 'error');
      if (found.value === undefined || errors.length > 0)
        throw new Error(errors.map(({ message }) => message).join('; '));
      const digestFiles = async () => ({});
      const request = { application: found.value, registry, digestFiles, pankaVersion: '0.0.0' };
      return sandbox.apply(await prepareDesired(request as unknown as Parameters<typeof prepareDesired>[0]));
    },
    statements: async (type) =>
      (await of(type)).flatMap(({ inputs }) => {
        const { policy } = inputs as { policy?: Json };
        return (JSON.parse(String(policy)) as { Statement: JsonObject[] }).Statement;
      }),
  };
}

const HEAD: readonly JsonObject[] = [
  { apiVersion: 'core.panka.io/v1', kind: 'Stack', metadata: { name: 'shop' }, spec: { region: 'us-east-1' } },
  {
    apiVersion: 'infra.panka.io/v1',
    kind: 'Networking',
    metadata: { name: 'network', stack: 'shop' },
    spec: { vpc: { mode: 'create', cidr: '10.40.0.0/16' } },
  },
];

function documentOf([kind, address, spec]: Written): JsonObject {
  const [service = '', name = ''] = address.split('/');
  return { apiVersion: 'components.panka.io/v1', kind, metadata: { name, service, stack: 'shop' }, spec };
}

import { LocalSecretSealer } from '../../../src/adapters/local-secrets/local-secret-sealer.js';
import { SandboxStore } from '../../../src/adapters/sandbox-cloud/sandbox-store.js';
import type { StoredResource } from '../../../src/adapters/sandbox-cloud/stored-resource.js';
import type { DeploymentV3 } from '../../../src/core/engine/deployment-v3.js';
import type { DeploymentOutcome } from '../../../src/core/execution/deployment-outcome.js';
import type { ResourceChange } from '../../../src/core/plan/plan.js';
import { nameOfUrn } from '../../../src/core/plan/resource-owner.js';
import { forgetResources } from '../../../src/core/state-admin/forget-resources.js';
import { AT, UnitProject } from '../execution/unit-project.js';

/** A project whose cloud has resources that nobody looks after any more, because the state has forgotten them. */
export class AdoptionProject extends UnitProject {
  /** Takes everything out of the state; it stays in the cloud. */
  async forget(...named: readonly string[]): Promise<void> {
    const ports = this.ports();
    await forgetResources({
      ports,
      at: AT,
      lockTimeout: 0,
      signal: new AbortController().signal,
      named,
      approve: async () => true,
    });
  }

  /** As what somebody else has made: without panka's tags and other marks. */
  disown(): void {
    const { store } = this;
    for (const resource of store.all()) store.put({ ...withoutTags(resource), owner: '' });
  }

  /** What the cloud holds of a type, by logical name's last part. */
  held(type: string): readonly StoredResource[] {
    return this.store.all().filter((resource) => resource.type === type);
  }

  get store(): SandboxStore {
    const sealer = new LocalSecretSealer({ folder: this.folders.keys, stackId: 'sandbox' });
    const store = new SandboxStore(this.folders.cloud, sealer);
    store.reload();
    return store;
  }

  async deployment(): Promise<DeploymentV3 | undefined> {
    const checkpoint = await this.state.units.readCheckpoint(AT, 'stack');
    return checkpoint.found ? checkpoint.value : undefined;
  }

  /** Ids of everything that is deployed, by logical name. */
  async ids(): Promise<Readonly<Record<string, string>>> {
    const resources = (await this.deployment())?.resources ?? [];
    const own = resources.filter(({ type }) => type.startsWith('aws:')).map(({ urn, id = '' }) => [nameOfUrn(urn), id]);
    return Object.fromEntries(own.sort());
  }
}

function withoutTags(resource: StoredResource): StoredResource {
  const { tags: _ours, ...inputs } = resource.inputs;
  const { tags: _seen, tagsAll: _all, ...outputs } = resource.outputs;
  return { ...resource, inputs, outputs };
}

/** `import api/orders`, without what stays as it is. */
export function ops(resources: readonly ResourceChange[]): readonly string[] {
  return resources.filter(({ op }) => op !== 'same').map(({ op, name }) => `${op} ${name}`);
}

export function errorOf(outcome: DeploymentOutcome): string {
  return outcome.errors.map(({ code, message }) => `${code}: ${message}`).join('; ');
}

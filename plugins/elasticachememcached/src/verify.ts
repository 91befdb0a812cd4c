import { asObject, asObjects, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, JsonObject, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { MemcachedSpec } from './schema.js';

const LIMIT_MINUTES = 20;
/** States from which a cache does not come back by waiting. Source: DescribeCacheClusters. */
const FATAL = /^(incompatible-network|restore-failed|deleting|deleted)$/;

/** A cache works when it and every node is available, and clients find an endpoint. */
export default class MemcachedVerifier implements Verifier<MemcachedSpec> {
  readonly limitSeconds = () => LIMIT_MINUTES * 60;

  async check(component: ComponentOf<MemcachedSpec>, { aws, outputs }: VerifyContext): Promise<Verification> {
    const wanted = component.spec.cluster.numNodes;
    let status = '';
    const name = `elasticache:DescribeCacheClusters ${component.address} is available with ${wanted} node${wanted === 1 ? '' : 's'}`;
    const seen = await look(name, async () => {
      const params = { CacheClusterId: String(outputs.identifier), ShowCacheNodeInfo: true };
      const [found] = asObjects(asObject(await aws.call('elasticache:DescribeCacheClusters', params)).CacheClusters);
      status = String(found?.CacheClusterStatus);
      if (found === undefined || status !== 'available') return `the cache is ${status}`;
      return nodesWrong(found, waitsForWindow(component, found) ? undefined : wanted);
    });
    return verdict([{ ...seen, fatal: FATAL.test(status) }]);
  }
}

/** Another number of nodes, which AWS keeps for the maintenance window. */
function waitsForWindow({ spec }: ComponentOf<MemcachedSpec>, found: JsonObject): boolean {
  const pending = asObject(found.PendingModifiedValues).NumCacheNodes;
  return !spec.maintenance.applyImmediately && pending === spec.cluster.numNodes;
}

/** `wanted`: undefined where any number is right. */
function nodesWrong(found: JsonObject, wanted: number | undefined): string | undefined {
  const nodes = asObjects(found.CacheNodes);
  if (wanted !== undefined && nodes.length !== wanted) return `it has ${nodes.length}`;
  const busy = nodes.find((node) => node.CacheNodeStatus !== 'available');
  if (busy !== undefined) return `node ${String(busy.CacheNodeId)} is ${String(busy.CacheNodeStatus)}`;
  return asObject(found.ConfigurationEndpoint).Address === undefined ? 'it has no endpoint yet' : undefined;
}

import { asObject, asObjects, type Look, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, JsonObject, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { MemoryDbSpec } from './schema.js';

const LIMIT_MINUTES = 30;
/** States from which a cluster does not come back by waiting. Source: MemoryDB API reference, Cluster. */
const FATAL = /^(create-failed|deleting|deleted)$/;

type Component = ComponentOf<MemoryDbSpec>;

/** A cluster works when it is available with every shard and node, and its users may log in. */
export default class MemoryDbVerifier implements Verifier<MemoryDbSpec> {
  readonly limitSeconds = () => LIMIT_MINUTES * 60;

  async check(component: Component, context: VerifyContext): Promise<Verification> {
    return verdict(await Promise.all([cluster(component, context), acl(component, context)]));
  }
}

async function cluster({ spec, address }: Component, { aws, outputs }: VerifyContext): Promise<Look> {
  const { shards } = spec.cluster;
  let status = '';
  const name = `memorydb:DescribeClusters ${address} is available with ${shards} shard${shards === 1 ? '' : 's'}`;
  const seen = await look(name, async () => {
    const params = { ClusterName: String(outputs.clusterName), ShowShardDetails: true };
    const [found] = asObjects(asObject(await aws.call('memorydb:DescribeClusters', params)).Clusters);
    status = String(found?.Status);
    if (found === undefined || status !== 'available') return `the cluster is ${status}`;
    return shardsWrong(found, spec) ?? settingsWrong(found, outputs);
  });
  return { ...seen, fatal: FATAL.test(status) };
}

function shardsWrong(found: JsonObject, { cluster }: MemoryDbSpec): string | undefined {
  const shards = asObjects(found.Shards);
  if (shards.length !== cluster.shards) return `it has ${shards.length}`;
  for (const shard of shards) {
    if (shard.Status !== 'available') return `shard ${String(shard.Name)} is ${String(shard.Status)}`;
    const nodes = Number(shard.NumberOfNodes);
    if (nodes !== 1 + cluster.replicasPerShard) return `shard ${String(shard.Name)} has ${nodes} nodes`;
  }
  return undefined;
}

function settingsWrong(found: JsonObject, { aclName }: JsonObject): string | undefined {
  if (asObject(found.ClusterEndpoint).Address === undefined) return 'it has no endpoint yet';
  return found.ACLName === aclName ? undefined : `it still has the access list ${String(found.ACLName)}`;
}

/** Until its changes are through, a user of the list can't log in. */
function acl({ address }: Component, { aws, outputs }: VerifyContext): Promise<Look> {
  return look(`memorydb:DescribeACLs users of ${address} are active`, async () => {
    const answer = asObject(await aws.call('memorydb:DescribeACLs', { ACLName: String(outputs.aclName) }));
    const [found] = asObjects(answer.ACLs);
    return found?.Status === 'active' ? undefined : `the access list is ${String(found?.Status)}`;
  });
}

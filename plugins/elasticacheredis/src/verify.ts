import { asObject, asObjects, type Look, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, JsonObject, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { RedisSpec } from './schema.js';
import { authOf, isServerless, nodeCount } from './settings.js';

const LIMIT_MINUTES = 30;
/** States from which nothing comes back by waiting. Source: ElastiCache API reference. */
const FATAL = /^(create-failed|deleting|deleted)$/;

/** The provider takes a token away only where users come in its place. */
const TOKEN_LEFT = 'it still wants a token: AWS takes it away for auth iam only; go from token to iam, then to none';

type Component = ComponentOf<RedisSpec>;

/** A cache works when it is available with every node and an endpoint, and its users may log in. */
export default class RedisVerifier implements Verifier<RedisSpec> {
  readonly limitSeconds = () => LIMIT_MINUTES * 60;

  async check(component: Component, context: VerifyContext): Promise<Verification> {
    const { spec } = component;
    const cache = isServerless(spec) ? serverless(component, context) : replicationGroup(component, context);
    const users = authOf(spec) === 'iam' ? [userGroup(component, context)] : [];
    return verdict(await Promise.all([cache, ...users]));
  }
}

async function replicationGroup({ spec, address }: Component, { aws, outputs }: VerifyContext): Promise<Look> {
  const wanted = nodeCount(spec);
  let status = '';
  let left = false;
  const name = `elasticache:DescribeReplicationGroups ${address} is available with ${wanted} node${wanted === 1 ? '' : 's'}`;
  const seen = await look(name, async () => {
    const params = { ReplicationGroupId: String(outputs.identifier) };
    const answer = asObject(await aws.call('elasticache:DescribeReplicationGroups', params));
    const [found] = asObjects(answer.ReplicationGroups);
    status = String(found?.Status);
    if (found === undefined || status !== 'available') return `the cache is ${status}`;
    left = found.AuthTokenEnabled === true && authOf(spec) !== 'token';
    return left ? TOKEN_LEFT : (nodesWrong(found, wanted) ?? endpointWrong(found));
  });
  return { ...seen, fatal: left || FATAL.test(status) };
}

function nodesWrong(found: JsonObject, wanted: number): string | undefined {
  const there = Array.isArray(found.MemberClusters) ? found.MemberClusters.length : 0;
  if (there !== wanted) return `it has ${there}`;
  const busy = asObjects(found.NodeGroups).find((group) => group.Status !== 'available');
  return busy === undefined ? undefined : `shard ${String(busy.NodeGroupId)} is ${String(busy.Status)}`;
}

function endpointWrong(found: JsonObject): string | undefined {
  const [first] = asObjects(found.NodeGroups);
  const endpoint = found.ConfigurationEndpoint ?? first?.PrimaryEndpoint;
  return asObject(endpoint).Address === undefined ? 'it has no endpoint yet' : undefined;
}

async function serverless({ address }: Component, { aws, outputs }: VerifyContext): Promise<Look> {
  let status = '';
  const seen = await look(`elasticache:DescribeServerlessCaches ${address} is available`, async () => {
    const params = { ServerlessCacheName: String(outputs.identifier) };
    const answer = asObject(await aws.call('elasticache:DescribeServerlessCaches', params));
    const [found] = asObjects(answer.ServerlessCaches);
    status = String(found?.Status);
    if (found === undefined || status !== 'available') return `the cache is ${status}`;
    return asObject(found.Endpoint).Address === undefined ? 'it has no endpoint yet' : undefined;
  });
  return { ...seen, fatal: FATAL.test(status) };
}

/** Until its changes are through, a user of the group can't log in. */
function userGroup({ address }: Component, { aws, outputs }: VerifyContext): Promise<Look> {
  return look(`elasticache:DescribeUserGroups users of ${address} are active`, async () => {
    const params = { UserGroupId: String(outputs.userGroupId) };
    const [found] = asObjects(asObject(await aws.call('elasticache:DescribeUserGroups', params)).UserGroups);
    return found?.Status === 'active' ? undefined : `the group is ${String(found?.Status)}`;
  });
}

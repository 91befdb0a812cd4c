import { asObject, asObjects, type Look, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, JsonObject, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { DocumentDbSpec } from './schema.js';

const LIMIT_MINUTES = 30;
/** States from which a cluster does not come back by waiting. Source: DocumentDB developer guide, "Cluster status" and "Instance status". */
const FATAL = /^(failed|incompatible-.*|inaccessible-encryption-credentials|restore-error|stopped|stopping|deleting)$/;

/** A cluster works when it and every instance is available and nothing waits that should be applied at once. */
export default class DocumentDbVerifier implements Verifier<DocumentDbSpec> {
  readonly limitSeconds = () => LIMIT_MINUTES * 60;

  async check(component: ComponentOf<DocumentDbSpec>, context: VerifyContext): Promise<Verification> {
    const seen = await clusterOf(component, context);
    const instances = await Promise.all(seen.members.map((member) => instance(component, context, member)));
    return verdict([seen.look, ...instances]);
  }
}

async function clusterOf(
  { spec, address }: ComponentOf<DocumentDbSpec>,
  { aws, outputs }: VerifyContext,
): Promise<{ look: Look; members: readonly string[] }> {
  const { count } = spec.instance;
  let found: JsonObject | undefined;
  const name = `docdb:DescribeDBClusters ${address} is available with ${count} instance${count === 1 ? '' : 's'}`;
  const seen = await look(name, async () => {
    const params = { DBClusterIdentifier: String(outputs.identifier) };
    [found] = asObjects(asObject(await aws.call('docdb:DescribeDBClusters', params)).DBClusters);
    if (found?.Status !== 'available') return `the cluster is ${String(found?.Status)}`;
    const there = asObjects(found.DBClusterMembers).length;
    return there === count ? undefined : `it has ${there}`;
  });
  const members = asObjects(found?.DBClusterMembers);
  const restart = members.some((member) => member.DBClusterParameterGroupStatus === 'pending-reboot');
  return {
    look: {
      ...seen,
      fatal: FATAL.test(String(found?.Status)),
      ...(seen.ok && restart ? { detail: 'parameters wait for a reboot' } : {}),
    },
    members: members.map((member) => String(member.DBInstanceIdentifier)),
  };
}

async function instance(
  { spec }: ComponentOf<DocumentDbSpec>,
  { aws }: VerifyContext,
  identifier: string,
): Promise<Look> {
  let fatal = false;
  const seen = await look(`docdb:DescribeDBInstances ${identifier} is available`, async () => {
    const answer = asObject(await aws.call('docdb:DescribeDBInstances', { DBInstanceIdentifier: identifier }));
    const [found] = asObjects(answer.DBInstances);
    const status = String(found?.DBInstanceStatus);
    fatal = FATAL.test(status);
    if (found === undefined || status !== 'available') return `the instance is ${status}`;
    const pending = Object.keys(asObject(found.PendingModifiedValues));
    // What waits for the window is as asked, unless the manifest says `applyImmediately`.
    return pending.length === 0 || !spec.maintenance.applyImmediately ? undefined : `pending: ${pending.join(', ')}`;
  });
  return { ...seen, fatal };
}

import { asObject, asObjects, type Look, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, JsonObject, Verification, Verifier, VerifyContext } from 'panka/sdk';
import { ENGINES } from './engines.js';
import type { RdsSpec } from './schema.js';

const LIMIT_MINUTES = 60;
/** It answers; hours may pass until its volume is as new. Source: RDS user guide, "DB instance status". */
const SERVING = /^(available|storage-(optimization|initialization))$/;
/** States from which a database does not come back by waiting. Source: RDS user guide, "DB instance status". */
const FATAL =
  /^(failed|incompatible-.*|inaccessible-encryption-credentials|restore-error|storage-full|stopped|deleting)$/;

/** A database works when it, and every member of a cluster, is available and nothing waits to be applied at once. */
export default class RdsVerifier implements Verifier<RdsSpec> {
  readonly limitSeconds = () => LIMIT_MINUTES * 60;

  async check(component: ComponentOf<RdsSpec>, context: VerifyContext): Promise<Verification> {
    const identifier = String(context.outputs.identifier);
    return verdict(
      ENGINES[component.spec.engine.type].aurora
        ? await cluster(component, context, identifier)
        : [await instance(component, context, identifier)],
    );
  }
}

async function cluster(
  component: ComponentOf<RdsSpec>,
  context: VerifyContext,
  identifier: string,
): Promise<readonly Look[]> {
  const wanted = 1 + component.spec.instance.replicas;
  let members: readonly string[] = [];
  let fatal = false;
  const whole = await look(
    `rds:DescribeDBClusters ${component.address} is available with ${wanted} members`,
    async () => {
      const answer = asObject(await context.aws.call('rds:DescribeDBClusters', { DBClusterIdentifier: identifier }));
      const [found] = asObjects(answer.DBClusters);
      members = asObjects(found?.DBClusterMembers).map((member) => String(member.DBInstanceIdentifier));
      if (found?.Status !== 'available') {
        fatal = FATAL.test(String(found?.Status));
        return `the cluster is ${String(found?.Status)}`;
      }
      return members.length === wanted ? undefined : `${members.length} members`;
    },
  );
  const each = await Promise.all(members.map((member) => instance(component, context, member)));
  return [{ ...whole, fatal }, ...each];
}

async function instance(component: ComponentOf<RdsSpec>, context: VerifyContext, identifier: string): Promise<Look> {
  let note: string | undefined;
  let fatal = false;
  const seen = await look(`rds:DescribeDBInstances ${identifier} is available`, async () => {
    const answer = asObject(await context.aws.call('rds:DescribeDBInstances', { DBInstanceIdentifier: identifier }));
    const [found] = asObjects(answer.DBInstances);
    const status = String(found?.DBInstanceStatus);
    if (found === undefined || !SERVING.test(status)) {
      fatal = FATAL.test(status);
      return `the instance is ${status}`;
    }
    note = status === 'available' ? rebootNote(found) : `it works, in ${status}`;
    return waiting(found, component.spec);
  });
  return { ...seen, fatal, ...(seen.ok && note !== undefined ? { detail: note } : {}) };
}

/** Changes that wait for the maintenance window are as asked, unless the manifest says `applyImmediately`. */
function waiting(found: JsonObject, spec: RdsSpec): string | undefined {
  const pending = Object.keys(asObject(found.PendingModifiedValues));
  return pending.length === 0 || !spec.maintenance.applyImmediately ? undefined : `pending: ${pending.join(', ')}`;
}

function rebootNote(found: JsonObject): string | undefined {
  const groups = asObjects(found.DBParameterGroups).filter((group) => group.ParameterApplyStatus === 'pending-reboot');
  return groups.length === 0 ? undefined : 'parameters wait for a reboot';
}

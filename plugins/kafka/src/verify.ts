import { asObject, asObjects, type Look, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { KafkaSpec } from './schema.js';

const INSTANCE = 'aws:ec2/instance:Instance';
const LIMIT_SECONDS = 15 * 60;

/** Brokers work when EC2 finds them well, and the scripts of Systems Manager went through: the last of them asks every broker. */
export default class KafkaVerifier implements Verifier<KafkaSpec> {
  readonly limitSeconds = () => LIMIT_SECONDS;

  async check({ spec, address }: ComponentOf<KafkaSpec>, context: VerifyContext): Promise<Verification> {
    if (spec.mode === 'external')
      return { status: 'healthy', checks: [{ name: `${address} is not Panka's to look at`, ok: true }] };
    const brokers = context.resources.filter(({ type }) => type === INSTANCE);
    const all: Look[] =
      brokers.length === spec.brokers
        ? []
        : [{ name: `${address} has ${spec.brokers} brokers`, ok: false, detail: `${brokers.length} are there` }];
    const looks = await Promise.all(
      brokers.flatMap((broker) => [statusLook(broker, context), scriptLook(broker, context)]),
    );
    return verdict([...all, ...looks]);
  }
}

type Deployed = VerifyContext['resources'][number];

function statusLook({ name, id }: Deployed, { aws }: VerifyContext): Promise<Look> {
  return look(`ec2:DescribeInstanceStatus ${name} is ok`, async () => {
    const request = { InstanceIds: [id], IncludeAllInstances: true };
    const [found] = asObjects(asObject(await aws.call('ec2:DescribeInstanceStatus', request)).InstanceStatuses);
    if (found === undefined) return 'there is no such instance';
    const { Name } = asObject(found.InstanceState);
    if (Name !== 'running') return `it is ${String(Name)}`;
    const checks = [asObject(found.SystemStatus).Status, asObject(found.InstanceStatus).Status];
    return checks.every((status) => status === 'ok') ? undefined : `its checks are ${checks.join(' and ')}`;
  });
}

async function scriptLook({ name, id }: Deployed, { aws }: VerifyContext): Promise<Look> {
  let fatal = false;
  const seen = await look(`ssm:DescribeInstanceAssociationsStatus ${name}`, async () => {
    const answer = asObject(await aws.call('ssm:DescribeInstanceAssociationsStatus', { InstanceId: id }));
    const runs = asObjects(answer.InstanceAssociationStatusInfos);
    if (runs.length === 0) return 'nothing ran yet';
    const open = runs.find(({ Status }) => Status !== 'Success');
    if (open === undefined) return undefined;
    fatal = open.Status === 'Failed';
    return `${String(open.AssociationName ?? open.Name)}: ${String(open.Status)}${open.ErrorCode === undefined ? '' : ` (${String(open.ErrorCode)})`}`;
  });
  return { ...seen, fatal };
}

import { asObject, asObjects, type Look, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, Verification, Verifier, VerifyContext } from 'panka/sdk';
import { GRACE_SECONDS } from './limits.js';
import type { Ec2InstanceSpec } from './schema.js';
import { lookAtGroup } from './verify-group.js';

/** Looks at an agent of Session Manager that is not there, with some 20 seconds between them; a shell is no reason to fail. */
const LOOKS_AT_AGENT = 12;

/** Until single instances have started. */
const START_SECONDS = 600;
/** Of one instance of a refresh, which replaces them one after the other at worst: to start, and to be taken out of its load balancer. */
const LAUNCH_SECONDS = 180;

/** Instances work when they run and pass the checks of EC2; degraded where Session Manager does not reach them. */
export default class Ec2InstanceVerifier implements Verifier<Ec2InstanceSpec> {
  private looksAtAgent = 0;

  readonly limitSeconds = ({ autoscaling }: Ec2InstanceSpec) =>
    START_SECONDS + (autoscaling === undefined ? 0 : autoscaling.max * (GRACE_SECONDS + LAUNCH_SECONDS));

  async check(component: ComponentOf<Ec2InstanceSpec>, context: VerifyContext): Promise<Verification> {
    const { spec, address } = component;
    if (spec.autoscaling !== undefined) return verdict([await lookAtGroup(component, context)]);
    const ids = Array.isArray(context.outputs.instanceIds) ? context.outputs.instanceIds.map(String) : [];
    const status = await statusChecks(address, context, ids);
    if (!status.ok || !spec.ssm) return verdict([status]);
    const agent = await sessionManager(address, context, ids);
    const seen = verdict([status, agent]);
    this.looksAtAgent += 1;
    const waits = this.looksAtAgent < LOOKS_AT_AGENT && agent.denied !== true;
    return agent.ok || waits ? seen : { ...seen, status: 'degraded' };
  }
}

async function statusChecks(address: string, context: VerifyContext, ids: readonly string[]): Promise<Look> {
  let fatal = false;
  const seen = await look(`ec2:DescribeInstanceStatus ${address} runs`, async () => {
    const answer = asObject(
      await context.aws.call('ec2:DescribeInstanceStatus', { InstanceIds: [...ids], IncludeAllInstances: true }),
    );
    const found = asObjects(answer.InstanceStatuses);
    for (const id of ids) {
      const one = found.find(({ InstanceId }) => InstanceId === id) ?? {};
      const state = String(asObject(one.InstanceState).Name ?? 'not there yet');
      fatal = ['shutting-down', 'terminated'].includes(state);
      if (state !== 'running') return `instance ${id} is ${state}`;
      for (const check of ['SystemStatus', 'InstanceStatus'] as const) {
        const { Status } = asObject(one[check]);
        if (Status !== 'ok') return `instance ${id}: ${check} is ${String(Status)}`;
      }
    }
    return undefined;
  });
  return { ...seen, fatal };
}

function sessionManager(address: string, context: VerifyContext, ids: readonly string[]): Promise<Look> {
  return look(`ssm:DescribeInstanceInformation ${address} can be reached`, async () => {
    const Filters = [{ Key: 'InstanceIds', Values: [...ids] }];
    const answer = asObject(await context.aws.call('ssm:DescribeInstanceInformation', { Filters }));
    const found = asObjects(answer.InstanceInformationList);
    const missing = ids.find(
      (id) => !found.some(({ InstanceId, PingStatus }) => InstanceId === id && PingStatus === 'Online'),
    );
    return missing === undefined ? undefined : `Session Manager does not reach ${missing}: no way out, or no agent`;
  });
}

import { asObject, look, verdict, verifyCronJob } from '@panka/plugin-common';
import type { ComponentOf, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { CronJobSpec } from './schema.js';
import { TestRun } from './test-run.js';

/** A job works when its schedule is as asked and starts the new version; with `verify.run`, when that version ran once. */
export default class CronJobVerifier implements Verifier<CronJobSpec> {
  private readonly run = new TestRun();

  readonly limitSeconds = ({ verify }: CronJobSpec) => 10 + (verify.run ? verify.timeoutMinutes * 60 : 0);

  async check(component: ComponentOf<CronJobSpec>, context: VerifyContext): Promise<Verification> {
    const onKubernetes = verifyCronJob(component.spec.enabled, context);
    if (onKubernetes !== undefined) return onKubernetes;
    if (context.outputs.scheduleArn === undefined) return notLookedAt(component.address);
    const scheduled = await this.schedule(component, context);
    if (!scheduled.ok || !component.spec.verify.run) return verdict([scheduled]);
    return verdict([scheduled, ...(await this.run.look(component.address, context))]);
  }

  private schedule({ address, spec }: ComponentOf<CronJobSpec>, context: VerifyContext) {
    const { scheduleArn, scheduleName, taskDefinitionArn } = context.outputs;
    const wanted = spec.enabled ? 'ENABLED' : 'DISABLED';
    return look(`scheduler:GetSchedule ${address} is ${wanted}`, async () => {
      const found = asObject(
        await context.aws.call('scheduler:GetSchedule', {
          Name: String(scheduleName),
          GroupName: groupOf(String(scheduleArn)),
        }),
      );
      if (found.State !== wanted) return `the schedule is ${String(found.State)}`;
      const started = asObject(asObject(found.Target).EcsParameters).TaskDefinitionArn;
      return started === taskDefinitionArn
        ? undefined
        : `it starts ${String(started)}, not ${String(taskDefinitionArn)}`;
    });
  }
}

/** A platform of a plugin starts the job itself, and the plugin brings no verifier. */
function notLookedAt(address: string): Verification {
  const check = { name: `schedule of ${address}`, ok: false, detail: 'it does not run on ECS: nothing was looked at' };
  return { status: 'degraded', checks: [check] };
}

/** `arn:…:schedule/<group>/<name>`. */
function groupOf(scheduleArn: string): string {
  return scheduleArn.split('/')[1] ?? 'default';
}

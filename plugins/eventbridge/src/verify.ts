import { asObject, asObjects, type Look, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { EventBridgeSpec } from './schema.js';
import type { Rule } from './schema-rule.js';
import { completeEvent } from './test-event.js';

const RULE = 'aws:cloudwatch/eventRule:EventRule';
const SCHEDULE = 'aws:scheduler/schedule:Schedule';

type Deployed = VerifyContext['resources'][number];

/** A bus works when it answers, and every rule is on or off as asked, with all of its targets, and matches its test event. */
export default class EventBridgeVerifier implements Verifier<EventBridgeSpec> {
  readonly limitSeconds = () => 30;

  async check(component: ComponentOf<EventBridgeSpec>, context: VerifyContext): Promise<Verification> {
    const { spec, address } = component;
    const Name = String(context.outputs.busName);
    const bus = look(`events:DescribeEventBus ${address}`, async () =>
      typeof asObject(await context.aws.call('events:DescribeEventBus', { Name })).Arn === 'string'
        ? undefined
        : 'it has no ARN',
    );
    const rules = spec.rules.flatMap((rule) =>
      rule.schedule === undefined ? ruleLooks(address, rule, context) : scheduleLooks(address, rule, context),
    );
    return verdict(await Promise.all([bus, ...rules]));
  }
}

function ruleLooks(address: string, rule: Rule, context: VerifyContext): Promise<Look>[] {
  const deployed = named(context, RULE, `${address}/rule/${rule.name}`)[0];
  const at = { Name: String(deployed?.outputs.name), EventBusName: String(context.outputs.busName) };
  const wanted = rule.enabled ? 'ENABLED' : 'DISABLED';
  const who = `rule ${rule.name} of ${address}`;
  return [
    look(`events:DescribeRule ${who} is ${wanted}`, async () => {
      const { State } = asObject(await context.aws.call('events:DescribeRule', at));
      return State === wanted ? undefined : `the rule is ${String(State)}`;
    }),
    look(`events:ListTargetsByRule ${who} has ${rule.targets.length}`, async () => {
      const request = { Rule: at.Name, EventBusName: at.EventBusName };
      const { length } = asObjects(asObject(await context.aws.call('events:ListTargetsByRule', request)).Targets);
      return length === rule.targets.length ? undefined : `it has ${length} targets`;
    }),
    ...(rule.testEvent === undefined ? [] : [testLook(who, rule, context)]),
  ];
}

/** EventBridge itself says whether the pattern matches; waiting changes nothing. */
async function testLook(who: string, { pattern, testEvent = {} }: Rule, context: VerifyContext): Promise<Look> {
  let mismatch = false;
  const seen = await look(`events:TestEventPattern ${who} matches its test event`, async () => {
    const answer = await context.aws.call('events:TestEventPattern', {
      EventPattern: JSON.stringify(pattern ?? {}),
      Event: JSON.stringify(completeEvent(testEvent)),
    });
    mismatch = asObject(answer).Result !== true;
    return mismatch ? 'the event does not match' : undefined;
  });
  return { ...seen, fatal: mismatch };
}

function scheduleLooks(address: string, rule: Rule, context: VerifyContext): Promise<Look>[] {
  const wanted = rule.enabled ? 'ENABLED' : 'DISABLED';
  const deployed = named(context, SCHEDULE, `${address}/schedule/${rule.name}/`);
  const missing: Promise<Look>[] =
    deployed.length === rule.targets.length
      ? []
      : [
          look(
            `schedule ${rule.name} of ${address}`,
            async () => `${deployed.length} of ${rule.targets.length} are there`,
          ),
        ];
  return [
    ...missing,
    ...deployed.map(({ outputs, name }) =>
      look(`scheduler:GetSchedule ${name} is ${wanted}`, async () => {
        const request = { Name: String(outputs.name), GroupName: String(outputs.groupName) };
        const { State } = asObject(await context.aws.call('scheduler:GetSchedule', request));
        return State === wanted ? undefined : `the schedule is ${String(State)}`;
      }),
    ),
  ];
}

/** Resources of a type by the start of their logical name. */
function named({ resources }: VerifyContext, type: string, start: string): readonly Deployed[] {
  return resources.filter((one) => one.type === type && (one.name === start || one.name.startsWith(start)));
}

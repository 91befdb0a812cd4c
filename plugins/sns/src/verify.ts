import { asObject, type Look, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { SnsSpec, Subscription } from './schema.js';

const SUBSCRIPTION = 'aws:sns/topicSubscription:TopicSubscription';
/** Protocols whose subscriptions a person, or the endpoint itself, confirms. */
const CONFIRMED_THERE: readonly Subscription['protocol'][] = ['email', 'https'];

/** A topic works when it answers, and every subscription that AWS confirms by itself is confirmed. */
export default class SnsVerifier implements Verifier<SnsSpec> {
  readonly limitSeconds = () => 30;

  async check(component: ComponentOf<SnsSpec>, context: VerifyContext): Promise<Verification> {
    const topic = await look(`sns:GetTopicAttributes ${component.address}`, () => answers(context));
    const subscriptions = context.resources.filter(({ type }) => type === SUBSCRIPTION);
    const looks = await Promise.all(subscriptions.map(({ id, outputs }) => confirmed(context, id, outputs)));
    const { status, checks } = verdict([topic, ...looks]);
    const waits = looks.some((one) => one.ok && one.detail !== undefined);
    return { status: status === 'healthy' && waits ? 'degraded' : status, checks };
  }
}

async function answers({ aws, outputs }: VerifyContext): Promise<string | undefined> {
  const answer = asObject(await aws.call('sns:GetTopicAttributes', { TopicArn: outputs.topicArn ?? null }));
  return typeof asObject(answer.Attributes).TopicArn === 'string' ? undefined : 'it has no ARN';
}

async function confirmed(
  { aws }: VerifyContext,
  SubscriptionArn: string,
  outputs: VerifyContext['outputs'],
): Promise<Look> {
  const who = `${String(outputs.protocol)} subscription ${String(outputs.endpoint)}`;
  let waits = false;
  const seen = await look(`sns:GetSubscriptionAttributes ${who}`, async () => {
    const answer = asObject(await aws.call('sns:GetSubscriptionAttributes', { SubscriptionArn }));
    waits = asObject(answer.Attributes).PendingConfirmation === 'true';
    return waits ? 'it is not confirmed' : undefined;
  });
  const byOthers = CONFIRMED_THERE.includes(outputs.protocol as Subscription['protocol']);
  return waits && byOthers ? { ...seen, ok: true, detail: `${who} waits for confirmation` } : seen;
}

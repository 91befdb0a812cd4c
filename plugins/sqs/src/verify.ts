import { asObject, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { SqsSpec } from './schema.js';

/** A queue works as soon as it answers for its attributes; its dead-letter queue likewise. */
export default class SqsVerifier implements Verifier<SqsSpec> {
  readonly limitSeconds = () => 30;

  async check(component: ComponentOf<SqsSpec>, context: VerifyContext): Promise<Verification> {
    const { queueUrl, dlqUrl } = context.outputs;
    const looks = [look(`sqs:GetQueueAttributes ${component.address}`, () => answers(context, String(queueUrl)))];
    if (typeof dlqUrl === 'string')
      looks.push(look(`sqs:GetQueueAttributes ${component.address} dead-letter queue`, () => answers(context, dlqUrl)));
    return verdict(await Promise.all(looks));
  }
}

async function answers(context: VerifyContext, QueueUrl: string): Promise<string | undefined> {
  const answer = asObject(await context.aws.call('sqs:GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] }));
  return typeof asObject(answer.Attributes).QueueArn === 'string' ? undefined : 'it has no ARN';
}

import type { ComponentOf, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { SqsSpec } from './schema.js';

/** A queue works as soon as it answers for its attributes. */
export default class SqsVerifier implements Verifier<SqsSpec> {
  readonly limitSeconds = () => 30;

  async check(component: ComponentOf<SqsSpec>, context: VerifyContext): Promise<Verification> {
    const name = `sqs:GetQueueAttributes ${component.address}`;
    try {
      await context.aws.call('sqs:GetQueueAttributes', {
        QueueUrl: String(context.outputs.queueUrl),
        AttributeNames: ['All'],
      });
      return { status: 'healthy', checks: [{ name, ok: true }] };
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return { status: 'pending', checks: [{ name, ok: false, detail }] };
    }
  }
}

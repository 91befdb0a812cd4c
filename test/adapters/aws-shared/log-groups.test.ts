import { expect } from 'chai';
import { CloudWatchLogGroups } from '../../../src/adapters/aws-shared/log-groups.js';
import type { StackFacts } from '../../../src/adapters/aws-shared/stack-facts.js';
import { PankaTags } from '../../../src/adapters/aws-shared/tags.js';
import type { JsonObject } from '../../../src/sdk/index.js';
import { runProgram } from './declared-program.js';
import { component, contextOf, facts } from './test-stack.js';

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1';

async function declared(about: StackFacts, spec: JsonObject = {}, name?: string) {
  const subject = component('api/web', { spec });
  const groups = new CloudWatchLogGroups(about, new PankaTags(about), { keyArn: KEY });
  return (await runProgram(() => groups.declare(subject, contextOf(subject), name))).named('api/web/log-group');
}

describe('log groups', () => {
  it('keeps logs for 30 days, encrypted with the key of the stack', async () => {
    const { inputs, options } = await declared(facts());
    expect(inputs).to.include({ name: '/panka/shop/dev/api/web', retentionInDays: 30, kmsKeyId: KEY });
    expect(options).not.to.have.property('retainOnDelete');
  });

  it('keeps logs for 90 days in production, and the group when its component goes', async () => {
    const { inputs, options } = await declared(facts({ environmentClass: 'production' }));
    expect(inputs).to.include({ name: '/panka/shop/prod/api/web', retentionInDays: 90 });
    expect(options).to.include({ retainOnDelete: true });
  });

  it('follows Observability, and the component before that', async () => {
    const about = facts({ infra: { observability: { logs: { retentionDays: 7, kmsEncrypted: false } } } });
    expect((await declared(about)).inputs)
      .to.include({ retentionInDays: 7 })
      .and.not.to.have.property('kmsKeyId');
    expect((await declared(about, { logging: { retentionDays: 365 } })).inputs).to.include({ retentionInDays: 365 });
  });

  it('takes another name', async () => {
    expect((await declared(facts(), {}, '/aws/lambda/x')).inputs['name']).to.equal('/aws/lambda/x');
  });

  it('declares several, each with what waits for it', async () => {
    const about = facts();
    const subject = component('api/db');
    const groups = new CloudWatchLogGroups(about, new PankaTags(about), { keyArn: KEY });
    const made = await runProgram(() => {
      const context = contextOf(subject);
      for (const log of ['error', 'general'])
        groups.declare(subject, context, { name: `/aws/rds/instance/x/${log}`, part: `log-group-${log}` });
    });
    expect(made.named('api/db/log-group-error').inputs['name']).to.equal('/aws/rds/instance/x/error');
    expect(made.named('api/db/log-group-general').inputs['name']).to.equal('/aws/rds/instance/x/general');
  });

  it('refuses a retention that CloudWatch does not have', async () => {
    const failure = await declared(facts(), { logging: { retentionDays: 45 } }).catch((error: Error) => error);
    expect(failure).to.have.property('message', "log retention of '45' days is not one that CloudWatch Logs has");
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { QueueProject } from '../cli/queues.js';

const compliance = (policies: string) => `apiVersion: infra.panka.io/v1
kind: Compliance
metadata: { name: rules, stack: queues }
spec:
  rules: { PANKA-HA-001: error }
  policies:
${policies}`;
const OWN_RULE = `    - id: ACME-SQS-001
      title: queues keep messages for a day at least
      resources: ["aws:sqs/queue:Queue"]
      assert: resource.inputs.messageRetentionSeconds > 999999999
`;

describe('panka policy', () => {
  const project = new QueueProject();
  const file = join(project.folder, 'infra/compliance.yaml');
  const write = (policies: string) => writeFileSync(file, compliance(policies));
  const codes = (json: Record<string, unknown>) => (json['diagnostics'] as { code: string }[]).map(({ code }) => code);
  before(() => {
    mkdirSync(join(project.folder, 'infra'));
    write(OWN_RULE);
  });
  after(() => project.remove());

  it('lists built-in rules and those of Compliance as they are taken here', async () => {
    const { policies } = (await project.panka(['policy', 'list', '--all', '--json'])).json() as {
      policies?: { id: string; severity: string; origin: string }[];
    };
    const of = (id: string) => policies?.find((policy) => policy.id === id);
    expect(of('PANKA-HA-001')).to.include({ severity: 'error', origin: 'built-in' });
    expect(of('PANKA-ENC-003')).to.include({ severity: 'off' });
    expect(of('ACME-SQS-001')).to.include({ severity: 'error', origin: 'Compliance.policies' });
  });

  it('explains one, and suggests a rule that was nearly meant', async () => {
    const explained = await project.panka(['policy', 'explain', 'PANKA-ENC-001']);
    expect(explained.stdout).to.include('encrypted at rest').and.include('profiles cis');
    const wrong = await project.panka(['policy', 'explain', 'PANKA-ENC-01']);
    expect(wrong.code).to.equal(3);
    expect(wrong.stderr).to.include('UnknownPolicy').and.include('panka policy explain PANKA-ENC-001');
  });

  it('checks what would be declared, with neither engine nor account', async () => {
    const checked = await project.panka(['policy', 'check', '--json']);
    expect(checked.code).to.equal(3);
    expect(codes(checked.json() as Record<string, unknown>)).to.include('ACME-SQS-001');
    expect(checked.json()).to.deep.include({ ok: false });
  });

  it('refuses a plan and an apply whose resources break a rule, and changes nothing', async () => {
    const planned = await project.panka(['plan', '--sandbox']);
    expect(planned.code).to.equal(3);
    expect(planned.stderr).to.include('PolicyViolated').and.include('panka policy explain ACME-SQS-001');
    expect(planned.stderr).to.match(/services\/.*\.yaml:\d+:\d+/);
    const applied = await project.panka(['apply', '--sandbox', '--yes', '--json']);
    expect(applied.code).to.equal(3);
    const { serial } = (await project.panka(['status', '--sandbox', '--json'])).json() as { serial?: number };
    expect(serial ?? 0).to.equal(0);
  });

  it('says at which line an expression cannot be read', async () => {
    write(OWN_RULE.replace('resource.inputs', 'resourze.inputs'));
    const result = await project.panka(['validate', '--json']);
    expect(result.code).to.equal(3);
    const [found] = (result.json() as unknown as { diagnostics: Record<string, unknown>[] }).diagnostics;
    expect(found).to.include({ code: 'WrongExpression', file: 'infra/compliance.yaml', line: 10 });
    expect(found?.['message']).to.include('resourze');
  });
});

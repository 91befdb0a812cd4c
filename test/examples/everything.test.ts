import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CliProject, repository } from '../helpers/cli.js';

interface Change {
  readonly component: string;
  readonly action: string;
}

const here = ['--sandbox', '-e', 'development'];

describe('panka on examples/everything', function () {
  this.timeout(180_000);
  const project = new CliProject('examples/everything');
  const cloud = join(project.folder, '.panka', 'sandbox');
  after(() => project.remove());

  const edit = (file: string, change: (text: string) => string) => {
    const text = readFileSync(file, 'utf8');
    expect(change(text)).not.to.equal(text);
    writeFileSync(file, change(text));
  };
  const changed = (json: Record<string, unknown>) =>
    (json['changes'] as Change[]).filter(({ action }) => action !== 'none').map((c) => `${c.component} ${c.action}`);

  it('has every kind of the catalogue and every infrastructure document', async () => {
    const { kinds } = JSON.parse(readFileSync(join(repository, 'catalogue.json'), 'utf8')) as { kinds: object };
    const { nodes } = (await project.panka(['graph', '-e', 'development', '--json'])).json() as {
      nodes: { kind: string }[];
    };
    expect([...new Set(nodes.map(({ kind }) => kind))].sort()).to.deep.equal(Object.keys(kinds).sort());
    const infra = readdirSync(join(project.folder, 'infra'))
      .map((file) => readFileSync(join(project.folder, 'infra', file), 'utf8'))
      .join('\n');
    const documents = new Set([...infra.matchAll(/^kind: (\w+)$/gm)].map((match) => match[1]));
    expect([...documents].sort()).to.deep.equal([
      'Compliance',
      'ComponentInfra',
      'InfraDefaults',
      'Networking',
      'Observability',
      'Security',
      'ServiceInfraDefaults',
    ]);
  });

  it('keeps its policies in production, resource by resource, for which everything is rendered', async () => {
    const checked = await project.panka(['policy', 'check', '-e', 'production', '--json']);
    expect(checked.code, checked.stdout).to.equal(0);
    expect(checked.json()['resources']).to.be.greaterThan(300);
  });

  it('is planned, deployed and verified', async () => {
    const planned = (await project.panka(['plan', ...here, '--json'])).json();
    expect(planned['notModelled']).to.deep.equal([]);
    const applied = await project.panka(['apply', ...here, '--yes', '--json']);
    expect(applied.code, applied.stdout).to.equal(0);
    expect(applied.json()).to.include({ status: 'succeeded', verified: 25 });
  });

  it('changes what a changed line touches', async () => {
    const file = join(project.folder, 'services/events/messaging.yaml');
    edit(file, (text) => text.replace('visibilityTimeout: 120', 'visibilityTimeout: 180'));
    const planned = (await project.panka(['plan', ...here, '--json'])).json();
    expect(changed(planned)).to.deep.equal(['events/jobs update']);
    const applied = await project.panka(['apply', ...here, '--yes', '--json']);
    expect(applied.json()['resources'], applied.stdout).to.deep.equal({ update: 1 });
  });

  it('shows what somebody has changed by hand, and puts it right', async () => {
    const queue = readdirSync(cloud).find((name) => /^sqs-Queue\..*events-jobs-[0-9a-f]{6}\./.test(name));
    edit(join(cloud, queue ?? 'no queue'), (text) =>
      text.replaceAll('"visibilityTimeoutSeconds": 180', '"visibilityTimeoutSeconds": 5'),
    );
    const drifted = (await project.panka(['plan', ...here, '--refresh', '--json'])).json();
    expect(changed(drifted)).to.deep.equal(['events/jobs update']);
    const applied = await project.panka(['apply', ...here, '--refresh', '--yes', '--json']);
    expect(applied.code, applied.stdout).to.equal(0);
    expect(readFileSync(join(cloud, queue ?? ''), 'utf8')).to.include('"visibilityTimeoutSeconds": 180');
  });

  it('is destroyed, all but the last snapshots of its data and the key that encrypts them', async () => {
    const destroyed = await project.panka(['destroy', ...here, '--yes', '--allow-data-loss', 'all', '--json']);
    expect(destroyed.json(), destroyed.stdout).to.include({ status: 'succeeded' });
    const left = readdirSync(cloud).filter((name) => !/Snapshot|ecs-TaskDefinition/.test(name));
    expect(left.map((file) => file.split('.')[0])).to.deep.equal(['kms-Key']);
    expect(readdirSync(cloud).some((name) => name.includes('Snapshot'))).to.equal(true);
  });
});

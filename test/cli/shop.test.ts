import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CliProject } from '../helpers/cli.js';

interface Rendered {
  readonly name: string;
  readonly type: string;
  readonly component: string;
  readonly inputs: Record<string, unknown>;
}
interface Change {
  readonly component: string;
  readonly action: string;
  readonly resources: readonly { readonly changes: readonly { readonly knownAfter?: string }[] }[];
}

describe('panka on examples/shop', () => {
  const project = new CliProject('examples/shop');
  const here = ['--sandbox', '-e', 'development'];
  const edit = (file: string, from: string, to: string) => {
    const path = join(project.folder, file);
    const text = readFileSync(path, 'utf8');
    expect(text).to.include(from);
    writeFileSync(path, text.replace(from, to));
  };
  after(() => project.remove());

  it('has at least three services and fifteen components of all eight kinds, valid in both environments', async () => {
    for (const environment of ['development', 'production']) {
      const result = await project.panka(['graph', '-e', environment, '--json']);
      const nodes = result.json().nodes as { id: string; kind: string }[];
      expect(nodes.length).to.be.at.least(15);
      expect(new Set(nodes.map((n) => n.id.split('/')[0])).size).to.be.at.least(3);
      const kinds = [...new Set(nodes.map((n) => n.kind))].sort();
      expect(kinds).to.deep.equal(['ALB', 'DynamoDB', 'Lambda', 'MicroService', 'RDS', 'S3', 'SQS', 'Worker']);
    }
  });

  it('orders the load balancer before its targets, although it names them', async () => {
    const { nodes, edges } = (await project.panka(['graph', '-e', 'development', '--json'])).json() as {
      nodes: { id: string; wave: number }[];
      edges: { from: string; to: string; reason: string }[];
    };
    const wave = new Map(nodes.map((n) => [n.id, n.wave]));
    for (const { from, to } of edges) expect(wave.get(from), `${from} needs ${to}`).to.be.greaterThan(wave.get(to)!);
    expect(edges).to.deep.include({ from: 'orders/api', to: 'storefront/public', reason: 'target' });
  });

  it('renders every resource once, with references inside policy documents', async () => {
    const { resources } = (await project.panka(['render', '-e', 'production', '--json'])).json() as unknown as {
      resources: Rendered[];
    };
    expect(new Set(resources.map((r) => r.name)).size).to.equal(resources.length);
    const policy = resources.find((r) => r.name === 'orders/fulfilment-queue/policy');
    expect(String(policy?.inputs['policy'])).to.include('${orders/fulfilment-queue.arn}');
    const known = new Set(resources.map((r) => r.name));
    for (const [, reference] of JSON.stringify(resources).matchAll(/\$\{([^}]+)\}/g)) {
      if (reference?.startsWith('aws:')) continue;
      expect(
        [...known].some((name) => reference?.startsWith(`${name}.`)),
        reference,
      ).to.equal(true);
    }
  });

  it('says of a first plan which values are known after which wave, and mocks none', async () => {
    const plan = await project.panka(['plan', ...here, '--json']);
    const changes = plan.json().changes as Change[];
    expect(changes.map((c) => c.action)).to.not.include('update');
    expect(plan.json().notModelled).to.deep.equal([]);
  });

  it('deploys and verifies every component', async () => {
    const result = await project.panka(['apply', ...here, '--yes', '--json']);
    expect(result.code, result.stderr).to.equal(0);
    const outcome = result.json() as unknown as {
      status: string;
      components: { component: string; status: string }[];
      verified: number;
    };
    expect(outcome.status).to.equal('succeeded');
    expect(outcome.components.filter((c) => c.status !== 'deployed')).to.deep.equal([]);
    expect(outcome.verified).to.equal(17);
  });

  it('finds a production overlay before the default, and says where it stands', async () => {
    const result = await project.panka(['explain', 'orders/api.runtime.cpu', '-e', 'production', '--json']);
    expect(result.json()).to.deep.include({ value: 1024 });
    expect(result.json().source).to.include({ file: 'environments/production/sizes.yaml', line: 6 });
    expect(result.json().overridden).to.have.length(2);
  });

  it('changes only what a changed line touches, and knows after which wave a value comes', async () => {
    edit(
      'services/catalog/components.yaml',
      'healthCheck: {path: /health, port: 8080}',
      'healthCheck: {path: /healthz, port: 8080}',
    );
    edit('services/orders/components.yaml', 'tag: "${VERSION}"}\n  runtime', 'tag: "2.0.0"}\n  runtime');
    const plan = (await project.panka(['plan', ...here, '--json'])).json();
    const changed = (plan.changes as Change[]).filter((c) => c.action !== 'none');
    expect(changed.map((c) => [c.component, c.action])).to.deep.equal([
      ['storefront/public', 'update'],
      ['orders/api', 'update'],
    ]);
    const unknown = changed.flatMap((c) =>
      c.resources.flatMap((r) => r.changes.map((p) => p.knownAfter).filter(Boolean)),
    );
    expect(unknown).to.deep.equal(['known after wave 2']);
    const applied = await project.panka(['apply', ...here, '--yes', '--json']);
    expect(applied.code, applied.stderr).to.equal(0);
  });

  it('reports a version that does not start as failed, keeps the rest, and goes on once it is corrected', async () => {
    edit('services/orders/components.yaml', '"2.0.0"', '"broken"');
    const failed = await project.panka(['apply', ...here, '--yes', '--json']);
    expect(failed.code).to.equal(1);
    const outcome = failed.json() as unknown as {
      status: string;
      error: { code: string };
      components: { component: string; status: string }[];
    };
    expect(outcome.status).to.equal('failed');
    expect(outcome.error.code).to.equal('VerificationFailed');
    const status = new Map(outcome.components.map((c) => [c.component, c.status]));
    expect(status.get('orders/api')).to.equal('failed');
    expect(status.get('storefront/web')).to.equal('skipped');
    expect(status.get('notifications/sender')).to.equal('unchanged');
    edit('services/orders/components.yaml', '"broken"', '"2.0.1"');
    const again = await project.panka(['apply', ...here, '--yes', '--json']);
    expect(again.code, again.stderr).to.equal(0);
  });

  it('works on one component, leaving the others alone', async () => {
    edit('services/orders/components.yaml', 'maxReceiveCount: 5', 'maxReceiveCount: 6');
    edit('services/catalog/components.yaml', 'memory: 512', 'memory: 1024');
    const result = await project.panka(['apply', ...here, '--yes', '--json', '--component', 'orders/fulfilment-queue']);
    expect(result.code, result.stderr).to.equal(0);
    expect(result.json().resources).to.deep.equal({ update: 1 });
    const rest = (await project.panka(['plan', ...here, '--json'])).json().changes as Change[];
    expect(rest.filter((c) => c.action !== 'none').map((c) => c.component)).to.deep.equal(['catalog/thumbnails']);
  });

  it('keeps secrets out of everything it writes', () => {
    const text = readdirSync(join(project.folder, '.panka'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('keys'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join('\n');
    expect(text)
      .to.include('secretsmanager')
      .and.not.match(/"(masterUserPassword|password)": ?"(?!\$)/);
  });

  it('deletes what is taken out of the manifests, shown first, and then everything', async () => {
    edit(
      'services/notifications/components.yaml',
      '---\napiVersion: components.panka.io/v1\nkind: Lambda',
      '---\napiVersion: components.panka.io/v1\nkind: Lambda\n# gone:',
    );
    const path = join(project.folder, 'services/notifications/components.yaml');
    const documents = readFileSync(path, 'utf8').split('---\n');
    writeFileSync(path, documents.filter((d) => !d.includes('# gone:')).join('---\n'));
    const plan = (await project.panka(['plan', ...here, '--json'])).json();
    expect((plan.changes as Change[]).filter((c) => c.action === 'delete').map((c) => c.component)).to.deep.equal([
      'notifications/receipts',
    ]);
    expect((await project.panka(['apply', ...here, '--yes', '--json'])).json()).to.include({ status: 'succeeded' });
    const destroyed = await project.panka(['destroy', ...here, '--yes', '--allow-data-loss', 'all', '--json']);
    expect(destroyed.code, destroyed.stderr).to.equal(0);
    // Kept on purpose: old task definitions, for rollbacks, the database's final snapshot, and the key that encrypts it.
    const left = readdirSync(join(project.folder, '.panka/sandbox')).filter((f) => !f.startsWith('ecs-TaskDefinition'));
    expect(left.map((file) => file.split('.')[0]).sort()).to.deep.equal(['kms-Key', 'rds-Snapshot']);
    expect((destroyed.json().retained as { name: string }[]).map(({ name }) => name)).to.include('shared/key');
  });
});

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { CliResult } from '../helpers/cli.js';
import { QueueProject } from './queues.js';

const CANARY = 'canary-Zq81-hunter2';
const NETWORK = `apiVersion: infra.panka.io/v1
kind: Networking
metadata: { name: network, stack: queues }
spec: { vpc: { mode: create } }
`;
const DATABASE = `apiVersion: components.panka.io/v1
kind: RDS
metadata: { name: db, service: api, stack: queues }
spec:
  engine: { type: postgres, version: "16" }
  instance: { class: db.t4g.medium, storage: { allocatedGB: 20 } }
  database: { name: shop, username: dbadmin, passwordSecret: { ref: shop/db } }
`;
const worker = (value: string) => `apiVersion: components.panka.io/v1
kind: Worker
metadata: { name: worker, service: api, stack: queues }
spec:
  image: { repository: acme/worker, tag: "1.0.0" }
  source: { component: first }
  environment:
    - { name: DB_PASSWORD, value: "${value}" }
`;

describe('a secret that was written where a reference belongs', () => {
  const project = new QueueProject();
  const manifest = join(project.folder, 'services/api/worker.yaml');
  const codes = (result: CliResult) =>
    (result.json() as unknown as { error: { diagnostics: { code: string }[] } }).error.diagnostics.map((d) => d.code);
  before(() => {
    mkdirSync(join(project.folder, 'infra'));
    writeFileSync(join(project.folder, 'infra/network.yaml'), NETWORK);
    writeFileSync(manifest, worker('${DB_PASSWORD}'));
  });
  after(() => project.remove());

  for (const { title, environment, args, env } of [
    { title: '--var', environment: 'production', args: ['--var', `DB_PASSWORD=${CANARY}`], env: {} },
    {
      title: 'a variable of the process',
      environment: 'development',
      args: [],
      env: { PANKA_VAR_DB_PASSWORD: CANARY },
    },
  ])
    it(`is refused in ${environment} and shown nowhere: from ${title}`, async () => {
      const place = ['-e', environment, '--sandbox', '--log-file', project.log, '--log-level', 'debug', ...args];
      const applied = await project.panka(['apply', '--yes', '--json', ...place], { env: { ...env } });
      expect(applied.code).to.equal(3);
      expect(codes(applied)).to.include('PANKA-SEC-003');
      const planned = await project.panka(['plan', '--out', 'plan.json', ...place], { env: { ...env } });
      expect(planned.code).to.equal(3);
      for (const text of [applied.stdout, applied.stderr, planned.stdout, planned.stderr, written(project.root)])
        expect(text).to.not.include(CANARY);
    });

  it('is masked in the lines of the manifest that the error shows', async () => {
    writeFileSync(manifest, worker(CANARY));
    const result = await project.panka(['validate']);
    expect(result.code, result.stderr).to.equal(3);
    expect(result.stderr).to.include('error PANKA-SEC-003').and.to.include('DB_PASSWORD').and.to.include('••••');
    expect(result.stdout + result.stderr).to.not.include(CANARY);
  });
});

describe('the password of a database, which stands in Secrets Manager', () => {
  const project = new QueueProject();
  // What the sandbox answers for a secret that it does not hold.
  const password = `sandbox-${createHash('sha256').update('shop/db').digest('hex').slice(0, 24)}`;
  before(() => {
    mkdirSync(join(project.folder, 'infra'));
    writeFileSync(join(project.folder, 'infra/network.yaml'), NETWORK);
    writeFileSync(join(project.folder, 'services/api/db.yaml'), DATABASE);
  });
  after(() => project.remove());

  it('reaches the database and nothing that is written or shown', async () => {
    const place = ['--sandbox', '--log-file', project.log, '--log-level', 'debug', '--json'];
    const planned = await project.panka(['plan', '--out', 'plan.json', ...place]);
    const applied = await project.panka(['apply', '--yes', ...place]);
    expect(applied.json()['status'], applied.stderr).to.equal('succeeded');
    const all = written(project.root);
    expect(all).to.match(/"passwordWoVersion"/);
    for (const text of [planned.stdout, planned.stderr, applied.stdout, applied.stderr, all]) {
      expect(text).to.not.include(password);
      expect(text).to.not.include(Buffer.from(password).toString('base64').slice(0, 30));
    }
  });
});

/** Everything that was written below a folder. */
function written(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

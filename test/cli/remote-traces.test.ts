import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { expect } from 'chai';
import type { AwsClients } from '../../src/adapters/aws-clients/aws-clients.js';
import { type CliResult, repository, runCli } from '../helpers/cli.js';
import { clientsOf, newBucket, newTable } from '../servers/clients.js';
import { FaultProxy } from '../servers/fault-proxy.js';
import { moto } from '../servers/moto.js';
import { RemoteProject } from '../servers/remote-project.js';
import { withServer } from '../servers/with-server.js';

/** Its password comes from Secrets Manager and is kept in the state, sealed: the sandbox makes one up for a name. */
const DATABASE = `apiVersion: components.panka.io/v1
kind: AWSMemoryDB
metadata: { name: ranking, service: api, stack: queues }
spec:
  cluster: { nodeType: db.t4g.small }
  security: { auth: password, users: [{ name: app, passwordSecret: { ref: shop/ranking } }] }
---
apiVersion: infra.panka.io/v1
kind: Networking
metadata: { name: network, stack: queues }
spec: { vpc: { mode: create } }
`;

/** Those that look at what is deployed; what needs no state has no reason to ask. */
const LOOKING = [
  ['plan', '--set', 'audit/log.spec.visibilityTimeout=61', '--out', 'changed.json'],
  ['status'],
  ['outputs'],
  ['history'],
  ['graph', '--plan'],
  ['why', 'api/first'],
  ['diff', '--from', '1'],
  ['state', 'list'],
  ['state', 'show', 'api/first'],
  ['state', 'history'],
  ['state', 'pull'],
  ['audit'],
  ['locks', 'list'],
];

withServer(moto, () => {
  describe('what an apply leaves behind in bucket and table', () => {
    let direct: AwsClients;
    let proxy: FaultProxy;
    let project: RemoteProject;
    let bucket: string;
    let table: string;
    let applied: CliResult;
    before(async () => {
      direct = clientsOf(await moto.url());
      proxy = await FaultProxy.to(await moto.url());
      [bucket, table] = [await newBucket(direct), await newTable(direct)];
      project = new RemoteProject({ url: proxy.url, bucket, table });
      mkdirSync(join(project.folder, 'infra'));
      writeFileSync(join(project.folder, 'services/api/ranking.yaml'), DATABASE);
      const args = ['apply', '--yes', '--json', '--log-file', join(project.root, 'run.log'), '--log-level', 'debug'];
      applied = await runCli(args, { cwd: project.folder, env: project.environment });
      expect(applied.code, applied.stdout).to.equal(0);
    });
    after(async () => {
      await direct?.close();
      await proxy?.close();
      project?.remove();
    });

    it('is sent by a client that names itself', () => {
      expect(proxy.requests.every(({ userAgent }) => /\bpanka\/\d+\.\d+\.\d+/.test(userAgent))).to.equal(true);
    });

    it('is not changed by the commands that only look: they send no request that could write', async () => {
      const writesBefore = proxy.writes.length;
      const requestsBefore = proxy.requests.length;
      const results = await commands(LOOKING.map((line) => [...line, '--json']));
      for (const result of results) expect(result).to.deep.equal({ id: result.id, code: 0 });
      expect(results).to.have.length(LOOKING.length);
      expect(proxy.writes.slice(writesBefore)).to.deep.equal([]);
      expect(proxy.requests.length - requestsBefore).to.be.at.least(LOOKING.length);
    });

    it('holds no secret: nor do the plan, the log, the terminal, or the folder of the project', async () => {
      const secrets = (await project.secrets()).filter((secret) => secret.length >= 8);
      expect(secrets, 'the password is known').to.not.have.length(0);
      const places = {
        bucket: await objects(),
        table: JSON.stringify((await (await direct.dynamodb()).send(new ScanCommand({ TableName: table }))).Items),
        terminal: applied.stdout + applied.stderr,
        folder: written(project.root),
      };
      expect(places.bucket).to.include('aws:memorydb/user:User');
      expect(places.folder).to.include('"summary"').and.to.include('correlationId');
      for (const [place, text] of Object.entries(places))
        for (const secret of secrets) expect(text.includes(secret), place).to.equal(false);
    });

    interface Ended {
      readonly id: string;
      readonly code: number;
      readonly error?: string;
    }

    async function commands(lines: readonly (readonly string[])[]): Promise<readonly Ended[]> {
      const known = lines.map(([first = '', second = '', ...more]) =>
        TOPICS.includes(first) ? [`${first}:${second}`, ...more] : [first, second, ...more],
      );
      const script = join(repository, 'test/servers/run-commands.mjs');
      const child = spawn(process.execPath, [script, JSON.stringify(known)], {
        cwd: project.folder,
        env: { ...process.env, ...project.environment, NODE_OPTIONS: '' },
      });
      let text = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (data) => {
          text += data;
        });
      await new Promise((resolve) => child.on('close', resolve));
      const ended = [...text.matchAll(/^##(.*)$/gm)].map((match) => JSON.parse(match[1] ?? '') as Ended);
      return ended.map(({ id, code, error }) => ({ id, code, ...(code !== 0 && { error: error ?? text }) }));
    }

    async function objects(): Promise<string> {
      const s3 = await direct.s3();
      const texts: (Promise<string> | undefined)[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket }))
        for (const { Key } of Contents)
          texts.push((await s3.send(new GetObjectCommand({ Bucket: bucket, Key }))).Body?.transformToString());
      return (await Promise.all(texts)).join('\n');
    }
  });
});

const TOPICS = ['state', 'locks'];

function written(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

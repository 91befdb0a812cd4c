import { expect } from 'chai';
import type { OpenAwsApi } from '../../src/adapters/aws-api/aws-api.js';
import type { AwsClients } from '../../src/adapters/aws-clients/aws-clients.js';
import { apiOn } from '../adapters/aws-api/api-on.js';
import { type CliResult, runCli } from '../helpers/cli.js';
import { withStockCli } from '../helpers/with-stock-cli.js';
import { ServedSandbox } from '../served-cloud/served-sandbox.js';
import { clientsOf, newBucket, newTable } from '../servers/clients.js';
import { moto } from '../servers/moto.js';
import { RemoteProject } from '../servers/remote-project.js';
import { withServer } from '../servers/with-server.js';

/** moto's account. */
const ACCOUNT = '123456789012';
const QUEUE = 'aws:sqs/queue:Queue';

interface Rendered {
  readonly resources: readonly { readonly type: string; readonly inputs: { readonly name?: string } }[];
}

/**
 * Target `aws` from the command line: identity, state, lock and verification ask moto; the stock CLI makes resources in a
 * simulated cloud, and the same queues are in moto, where the verifier looks for them.
 */
withStockCli((cli) => {
  withServer(moto, () => {
    describe('panka with target aws and the stock Pulumi CLI', function () {
      this.timeout(240_000);
      let direct: AwsClients;
      let aws: OpenAwsApi;
      let project: RemoteProject;
      let cloud: ServedSandbox;

      before(async () => {
        const url = await moto.url();
        direct = clientsOf(url);
        aws = apiOn(url);
        const endpoints = Object.fromEntries(
          ['s3', 'dynamodb', 'sts', 'sqs', 'resourcegroupstaggingapi'].map((n) => [n, url]),
        );
        const places = { url, bucket: await newBucket(direct), table: await newTable(direct) };
        project = new RemoteProject(places, { aws: { endpoints } });
        project.configure({ target: 'aws', region: 'us-east-1', account: ACCOUNT });
        cloud = await ServedSandbox.start({ project: project.folder, account: ACCOUNT, region: 'us-east-1' });
      });
      after(async () => {
        await cloud?.close();
        await aws?.close();
        await direct?.close();
        project?.remove();
      });

      const panka = (args: readonly string[], env: Record<string, string> = {}): Promise<CliResult> =>
        runCli([...args, '--json'], {
          cwd: project.folder,
          env: {
            ...project.environment,
            ...cloud.environment,
            PANKA_PULUMI: cli().path,
            PANKA_SECRETS_PASSPHRASE: 'correct horse battery staple',
            ...env,
          },
        });
      const changes = () => cloud.events().filter(({ phase }) => phase === 'done').length;

      it('plans, deploys, verifies against AWS, has nothing to do, changes and destroys', async () => {
        const rendered = (await panka(['render'])).json() as unknown as Rendered;
        const names = rendered.resources.flatMap(({ type, inputs }) => (type === QUEUE ? [String(inputs.name)] : []));
        for (const QueueName of names) await aws.call('sqs:CreateQueue', { QueueName });
        const applied = await panka(['apply', '--yes']);
        expect(applied.code, applied.stderr + applied.stdout).to.equal(0);
        expect(applied.json()).to.include({ status: 'succeeded', target: 'aws' });
        const made = changes();
        expect(made).to.be.greaterThan(names.length - 1);
        expect((await panka(['apply', '--yes'])).json()).to.include({ status: 'nothing-to-do' });
        const changed = await panka(['apply', '--yes', '--set', 'audit/log.spec.visibilityTimeout=61']);
        expect(changed.json(), changed.stderr).to.include({ status: 'succeeded' });
        expect(changes()).to.equal(made + 1);
        const destroyed = await panka(['destroy', '--yes', '--allow-data-loss', 'all']);
        expect(destroyed.json(), destroyed.stderr).to.include({ status: 'succeeded' });
      });

      it('refuses another account before anything is done', async () => {
        const before = cloud.events().length;
        const refused = await panka(['apply', '--yes'], { PANKA_ACCOUNT: '999999999999' });
        expect([refused.code, refused.json().error]).to.deep.include(3);
        expect(JSON.stringify(refused.json())).to.contain('WrongAccount').and.to.contain(ACCOUNT);
        expect(cloud.events()).to.have.length(before);
      });

      it('wants the passphrase of the stack, and says which one is wrong', async () => {
        const wrong = await panka(['apply', '--yes', '--set', 'audit/log.spec.visibilityTimeout=62'], {
          PANKA_SECRETS_PASSPHRASE: 'another one that is wrong',
        });
        expect(wrong.code).to.not.equal(0);
        expect(wrong.stdout).to.match(/passphrase/i);
      });
    });
  });
});

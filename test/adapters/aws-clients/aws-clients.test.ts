import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect } from 'chai';
import { AwsClients } from '../../../src/adapters/aws-clients/aws-clients.js';
import { awsSettingsOf } from '../../../src/adapters/aws-clients/aws-settings-of.js';
import { resolveSettings } from '../../../src/core/config/resolve-settings.js';
import { TEST_CREDENTIALS } from '../../servers/clients.js';

describe('AwsClients', () => {
  let server: Server;
  let url: string;
  let requests: { agent: string; authorization: string; path: string }[];
  /** Status of each answer to come; then silence. */
  let answers: number[];
  let clients: AwsClients;

  beforeEach(async () => {
    Object.assign(process.env, TEST_CREDENTIALS);
    requests = [];
    answers = [];
    server = createServer((request, response) => {
      const { 'user-agent': agent = '', authorization = '' } = request.headers;
      requests.push({ agent, authorization, path: request.url ?? '' });
      const status = answers.shift();
      if (status === undefined) return;
      response.writeHead(status).end(ANSWERS[status]);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    await clients?.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const whoAmI = async () => (await clients.sts()).send(new GetCallerIdentityCommand({}));
  const make = (settings: object = {}) => {
    clients = new AwsClients({ version: '1.2.3', region: 'eu-west-1', endpoints: { sts: url }, ...settings });
  };

  it('say that it is panka which calls, and in which region', async () => {
    make();
    answers = [200];
    expect((await whoAmI()).Account).to.equal('123456789012');
    expect(requests[0]?.agent).to.match(/ panka\/1\.2\.3/);
    expect(requests[0]?.authorization).to.include('/eu-west-1/sts/');
  });

  it('try again what is throttled, as often as they are told', async () => {
    make({ maxAttempts: 2 });
    answers = [503, 200];
    expect((await whoAmI()).Account).to.equal('123456789012');
    answers = [503, 503, 200];
    const error = (await whoAmI().catch((thrown: Error) => thrown)) as Error;
    expect(error.name).to.equal('Throttling');
    expect(requests).to.have.length(4);
  });

  it('give a silent server up', async () => {
    make({ maxAttempts: 2, requestTimeout: 50 });
    const error = (await whoAmI().catch((thrown: Error) => thrown)) as Error;
    expect(error.name).to.equal('TimeoutError');
    expect(requests).to.have.length(2);
  });

  describe('with a profile', () => {
    let folder: string;
    const keys = (id: string) =>
      writeFile(join(folder, 'credentials'), `[team]\naws_access_key_id = ${id}\naws_secret_access_key = hush\n`);
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'panka-aws-'));
      process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, 'credentials');
      delete process.env.AWS_ACCESS_KEY_ID;
      await keys('AKIAONE');
      make({ profile: 'team' });
    });
    afterEach(async () => {
      delete process.env.AWS_SHARED_CREDENTIALS_FILE;
      await rm(folder, { recursive: true });
    });

    it('use its credentials', async () => {
      answers = [200];
      await whoAmI();
      expect(requests[0]?.authorization).to.include('Credential=AKIAONE/');
    });

    it('use those that somebody has signed in with meanwhile, when the ones in use are over', async () => {
      answers = [200, 403, 200];
      await whoAmI();
      await keys('AKIATWO');
      expect((await whoAmI()).Account).to.equal('123456789012');
      const used = requests.map(({ authorization }) => /Credential=(\w+)/.exec(authorization)?.[1]);
      expect(used).to.deep.equal(['AKIAONE', 'AKIAONE', 'AKIATWO']);
    });

    it('do not ask for ever', async () => {
      answers = [403, 403, 200];
      const error = (await whoAmI().catch((thrown: Error) => thrown)) as Error;
      expect(error.name).to.equal('ExpiredToken');
      expect(requests).to.have.length(2);
    });
  });

  it('are made once for each service', async () => {
    make();
    expect(await clients.s3()).to.equal(await clients.s3());
  });

  for (const [title, settings, isPath] of [
    ['this machine', { endpoints: { s3: 'http://127.0.0.1:1' } }, true],
    ['AWS', { endpoints: {} }, false],
    ['a name that is told to', { endpoints: { s3: 'https://s3.example.com' }, forcePathStyle: true }, true],
  ] as const)
    it(`name the bucket in the ${isPath ? 'path' : 'host'} for ${title}`, async () => {
      make(settings);
      expect((await clients.s3()).config.forcePathStyle).to.equal(isPath);
    });
});

describe('awsSettingsOf', () => {
  const settingsOf = (values: Record<string, unknown>) => resolveSettings([{ origin: () => 'test', values }]);

  it('leaves region and profile to the chain of the SDK where nothing is set', () => {
    const found = awsSettingsOf(settingsOf({}), '1.0.0', 'state');
    expect(found).to.not.have.any.keys('region', 'profile');
    expect(found).to.deep.include({ maxAttempts: 5, connectTimeout: 5000, requestTimeout: 30_000, endpoints: {} });
  });

  it('reaches the table as the bucket where nothing else is said', () => {
    const values = {
      region: 'us-west-2',
      'aws.profile': 'deploy',
      'state.region': 'eu-west-1',
      'state.profile': 'team',
    };
    const settings = settingsOf(values);
    const of = (use: 'state' | 'locks' | 'deploy') => awsSettingsOf(settings, '1.0.0', use);
    expect(of('state')).to.include({ region: 'eu-west-1', profile: 'team' });
    expect(of('locks')).to.include({ region: 'eu-west-1', profile: 'team' });
    expect(of('deploy')).to.include({ region: 'us-west-2', profile: 'deploy' });
  });

  it('takes the endpoint of the use before that of the service', () => {
    const values = { 'aws.endpoints.s3': 'http://a', 'aws.endpoints.ecs': 'http://b', 'state.endpoint': 'http://c' };
    expect(awsSettingsOf(settingsOf(values), '1.0.0', 'state').endpoints).to.deep.equal({
      s3: 'http://c',
      ecs: 'http://b',
    });
    expect(awsSettingsOf(settingsOf(values), '1.0.0').endpoints).to.deep.equal({ s3: 'http://a', ecs: 'http://b' });
  });
});

const errorXml = (code: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${code}</Message></Error></ErrorResponse>`;
const IDENTITY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::123456789012:user/x</Arn><UserId>X</UserId><Account>123456789012</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;
const ANSWERS: Readonly<Record<number, string>> = {
  200: IDENTITY,
  403: errorXml('ExpiredToken'),
  503: errorXml('Throttling'),
};

import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import type { OpenAwsApi } from '../../../src/adapters/aws-api/aws-api.js';
import { SERVICES } from '../../../src/adapters/aws-api/services.js';
import { repository } from '../../helpers/cli.js';
import { failureOf } from '../../helpers/failure-of.js';
import { apiOn, refusalOf } from './api-on.js';

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
}

const json = (status: number, body: object): Answer => ({
  status,
  type: 'application/x-amz-json-1.1',
  body: JSON.stringify(body),
});
const refused = (status: number, code: string, message: string) => json(status, { __type: code, message });

describe('awsApi', () => {
  let server: Server;
  let url: string;
  let requests: { target: string; authorization: string; body: string }[];
  /** Of each request to come; then silence. */
  let answers: Answer[];
  let api: OpenAwsApi;

  beforeEach(async () => {
    requests = [];
    answers = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (data) => {
        body += data;
      });
      request.on('end', () => {
        const { authorization = '' } = request.headers;
        requests.push({ target: String(request.headers['x-amz-target']), authorization, body });
        const answer = answers.shift();
        if (answer === undefined) return;
        response.writeHead(answer.status, { 'content-type': answer.type, 'x-amzn-requestid': 'R-1' }).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    api = apiOn(url, { maxAttempts: 2 });
  });
  afterEach(async () => {
    await api.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('asks in the region of what is deployed, in the words of the SDK', async () => {
    await api.close();
    api = apiOn(url, { region: 'eu-central-1' });
    answers = [json(200, { services: [], failures: [] })];
    await api.call('ecs:DescribeServices', { cluster: 'c', services: ['s'] });
    expect(requests[0]).to.deep.include({
      target: 'AmazonEC2ContainerServiceV20141113.DescribeServices',
      body: '{"services":["s"],"cluster":"c"}',
    });
    expect(requests[0]?.authorization).to.include('/eu-central-1/ecs/');
  });

  it('gives plain JSON: dates as text, nothing of the SDK', async () => {
    answers = [json(200, { services: [{ serviceName: 'api', createdAt: 1700000000.5 }] })];
    expect(await api.call('ecs:DescribeServices', { services: ['api'] })).to.deep.equal({
      services: [{ serviceName: 'api', createdAt: '2023-11-14T22:13:20.500Z' }],
    });
  });

  it('tries again what is throttled, then says so', async () => {
    const throttled = refused(400, 'ThrottlingException', 'Rate exceeded');
    answers = [throttled, json(200, { services: [] })];
    expect(await api.call('ecs:DescribeServices', { services: ['api'] })).to.deep.equal({ services: [] });
    answers = [throttled, throttled];
    const error = await refusalOf(api.call('ecs:DescribeServices', { services: ['api'] }));
    expect(error).to.deep.include({ name: 'ThrottlingException', kind: 'unavailable' });
    expect(requests).to.have.length(4);
  });

  for (const [code, status, kind] of [
    ['ClusterNotFoundException', 400, 'missing'],
    ['ResourceNotFoundException', 404, 'missing'],
    ['AccessDeniedException', 400, 'denied'],
    ['ExpiredTokenException', 400, 'unavailable'],
    ['InvalidParameterException', 400, 'refused'],
  ] as const)
    it(`tells ${code} as ${kind}, with AWS's words and the id of the request`, async () => {
      answers = [refused(status, code, 'it said so'), refused(status, code, 'it said so')];
      const error = await refusalOf(api.call('ecs:DescribeServices', { services: ['api'] }));
      expect(error).to.deep.include({ name: code, code, kind, requestId: 'R-1' });
      expect(error.message).to.equal(`ecs:DescribeServices: ${code}: it said so (request R-1)`);
    });

  it('sends texts where AWS wants bytes, and gives bytes as texts', async () => {
    answers = [{ status: 200, type: 'application/json', body: '{"ok":true}' }];
    const payload = { FunctionName: 'f', Payload: '{"a":"ü"}' };
    expect(await api.call('lambda:Invoke', payload)).to.deep.include({ Payload: '{"ok":true}' });
    expect(requests[0]?.body).to.equal('{"a":"ü"}');
  });

  it('says in words that nobody answers', async () => {
    await api.close();
    api = apiOn('http://127.0.0.1:1', { maxAttempts: 1 });
    const error = await refusalOf(api.call('sts:GetCallerIdentity', {}));
    expect(error).to.deep.include({ code: 'ECONNREFUSED', kind: 'unavailable' });
    expect(error.message).to.equal('sts:GetCallerIdentity: the connection failed (ECONNREFUSED)');
  });

  it('lets go of a call when the run is cancelled', async () => {
    const cancel = new AbortController();
    await api.close();
    api = apiOn(url, { signal: cancel.signal });
    const call = api.call('ecs:DescribeServices', { services: ['api'] }).catch((error: Error) => error.message);
    setTimeout(() => cancel.abort(new Error('stop')), 20);
    expect(await call).to.equal('stop');
  });

  for (const operation of ['ecs:DescribeNothing', 'nothing:DescribeServices', 'DescribeServices', 'toString:Call'])
    it(`has no operation "${operation}"`, async () => {
      const error = await failureOf(api.call(operation, {}));
      expect(error.code).to.equal('UnknownAwsOperation');
      expect(error.message).to.include(`"${operation}"`);
    });

  it('has the services whose clients are installed, and no others', () => {
    const { dependencies } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const installed = Object.keys(dependencies).filter((name) => name.startsWith('@aws-sdk/client-'));
    expect([...new Set(Object.values(SERVICES).map(({ sdk }) => sdk))].sort()).to.deep.equal(installed.sort());
  });

  it('has every operation that a plugin calls', async function () {
    this.timeout(60_000);
    const called = operationsOf(join(repository, 'plugins'));
    expect(called).to.have.length.above(40);
    const missing = [];
    for (const operation of called) {
      const [service = '', name] = operation.split(':');
      const sdk = (await import(SERVICES[service]?.sdk ?? 'node:assert')) as object;
      if (!(`${name}Command` in sdk)) missing.push(operation);
    }
    expect(missing).to.deep.equal([]);
  });
});

/** Texts that are handed to `call`, here or from a table of calls. */
function operationsOf(plugins: string): readonly string[] {
  const files = readdirSync(plugins, { recursive: true })
    .map(String)
    .filter((file) => /^[^/]+\/src\/.*\.ts$/.test(file));
  const found = files.flatMap((file) => {
    const text = readFileSync(join(plugins, file), 'utf8');
    return [...text.matchAll(/(?:\bcall\(\s*|operation: )'([a-z0-9-]+:[A-Z]\w+)'/g)].map((match) => match[1] ?? '');
  });
  return [...new Set(found)].sort();
}

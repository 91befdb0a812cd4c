import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { LoopbackBackend } from '../../../src/adapters/loopback-backend/loopback-backend.js';
import type { DeploymentV3 } from '../../../src/core/engine/deployment-v3.js';
import { replayJournal } from '../../../src/core/engine/replay.js';
import { base64Sealer } from './base64-sealer.js';
import { CliClient, resource } from './cli-client.js';

const UNIT = { project: 'shop', stack: 'test' };
const PATH = '/api/stacks/panka/shop/test';
const { manifest } = replayJournal(undefined, [], { time: new Date(0).toISOString() });

describe('what the loopback backend says of a stack', () => {
  let backend: LoopbackBackend;
  let cli: CliClient;

  beforeEach(async () => {
    backend = await LoopbackBackend.start({ secrets: base64Sealer });
    cli = new CliClient(backend);
  });

  afterEach(() => backend.close());

  async function exported(base: DeploymentV3 | undefined) {
    const service = backend.serve({ unit: UNIT, base });
    const answer = (await cli.ask('GET', `${PATH}/export`)).body as Record<string, never> & {
      deployment: DeploymentV3;
    };
    service.close();
    return answer;
  }

  it('is a deployment that the CLI finds sound, also where nothing is deployed', async () => {
    for (const base of [undefined, { manifest: { time: '', magic: '', version: '' } }]) {
      const { version, deployment } = await exported(base);
      expect(version).to.equal(3);
      const magic = createHash('sha256').update(deployment.manifest.version).digest('hex');
      expect(deployment).to.deep.equal({ manifest: { ...deployment.manifest, magic } });
      expect(new Date(deployment.manifest.time).getTime()).to.be.greaterThan(0);
    }
  });

  it('names this server and this stack as who opens its secrets, whoever wrote it', async () => {
    const state = { url: 'http://127.0.0.1:1', owner: 'panka', project: 'shop', stack: 'another' };
    const { deployment } = await exported({ manifest, secrets_providers: { type: 'service', state } });
    expect(deployment.secrets_providers).to.deep.equal({
      type: 'service',
      state: { url: backend.url, owner: 'panka', project: 'shop', stack: 'test' },
    });
  });

  it('leaves secrets of another provider to that', async () => {
    const provider = { type: 'passphrase', state: { salt: 'v1:x' } };
    const { deployment } = await exported({ manifest, secrets_providers: provider });
    expect(deployment.secrets_providers).to.deep.equal(provider);
  });

  it('says which features a CLI must know to go on from it', async () => {
    const old = await exported({ manifest, resources: [resource('a', { replaceWith: [] })] });
    expect([old['version'], old['features']]).to.deep.equal([3, undefined]);
    const newer = { ...resource('b'), taint: true, resourceHooks: { beforeCreate: ['x'] } };
    const { version, features } = await exported({
      manifest,
      resources: [resource('a', { replaceWith: ['urn:x'] })],
      pending_operations: [{ type: 'updating', resource: newer }],
    });
    expect([version, features]).to.deep.equal([4, ['hooks', 'replaceWith', 'taint']]);
  });

  it('is that it exists already, where the CLI wants to make it, and that panka keeps it, where it wants to remove it', async () => {
    backend.serve({ unit: UNIT, base: undefined });
    const made = await cli.ask('POST', '/api/stacks/panka/shop', { body: { stackName: 'test' } });
    expect([made.status, made.body['message']]).to.deep.equal([409, 'The stack test already exists.']);
    expect((await cli.ask('POST', '/api/stacks/panka/shop', { body: { stackName: 'other' } })).status).to.equal(404);
    expect((await cli.ask('DELETE', PATH)).status).to.equal(409);
  });

  it('is who one is and what the server can do', async () => {
    expect((await cli.ask('GET', '/api/user')).body).to.include({ githubLogin: 'panka' });
    expect((await cli.ask('GET', '/api/user/organizations/default')).body).to.deep.equal({ GitHubLogin: 'panka' });
    const { body } = await cli.ask('GET', '/api/capabilities');
    const names = (body['capabilities'] as { capability: string }[]).map(({ capability }) => capability);
    expect(names).to.deep.equal(['batch-encrypt', 'deployment-schema-version']);
    expect((await cli.ask('GET', '/api/orgs/panka/policies')).status).to.equal(404);
  });

  it('names no time after which a connection is closed: a program may hold the thread for longer', async () => {
    const { headers } = await cli.ask('GET', '/api/user', { headers: { connection: 'keep-alive' } });
    expect(headers).to.include({ connection: 'keep-alive' });
    expect(headers).not.to.have.property('keep-alive');
  });
});

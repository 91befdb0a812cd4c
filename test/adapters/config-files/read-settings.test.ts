import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readSettings } from '../../../src/adapters/config-files/read-settings.js';
import { failureOf } from '../../helpers/failure-of.js';

describe('settings', () => {
  let root: string;
  let project: string;
  let home: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'panka-settings-'));
    project = join(root, 'project');
    home = join(root, 'home');
    mkdirSync(project);
    mkdirSync(home);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const read = (env: NodeJS.ProcessEnv = {}, flags = {}) => readSettings(project, flags, { PANKA_HOME: home, ...env });
  const inProject = (text: string) => writeFileSync(join(project, 'panka.yaml'), text);
  const inHome = (text: string) => writeFileSync(join(home, 'config.yaml'), text);

  it('are taken from the strongest place, each with where it came from', () => {
    inHome('state:\n  backend: s3\n  bucket: of-the-user\n  prefix: team\nregion: eu-west-1\n');
    inProject('# ours\nstate:\n  # the bucket\n  bucket: of-the-project\n  region: eu-central-1\nregion: us-west-2\n');
    const settings = read({ PANKA_STATE_PREFIX: 'other' });
    expect(settings['state.backend']).to.deep.include({ value: 's3', origin: `${join(home, 'config.yaml')}:2` });
    expect(settings['state.bucket']).to.deep.include({
      value: 'of-the-project',
      origin: `${join(project, 'panka.yaml')}:4`,
    });
    expect(settings['state.region']?.origin).to.equal(`${join(project, 'panka.yaml')}:5`);
    expect(settings.region).to.deep.include({ value: 'us-west-2', origin: `${join(project, 'panka.yaml')}:6` });
    expect(settings['state.prefix']).to.deep.include({ value: 'other', origin: 'PANKA_STATE_PREFIX' });
    expect(settings['locks.table']).to.deep.include({ value: undefined, origin: 'unset' });
    expect(settings['aws.maxAttempts']).to.deep.include({ value: 5, origin: 'default' });
  });

  it('name the endpoint of any service', () => {
    inProject('aws:\n  endpoints:\n    s3: http://127.0.0.1:5000\n    ecs: http://127.0.0.1:5001\n');
    const settings = read({ PANKA_AWS_ENDPOINTS_DYNAMODB: 'http://127.0.0.1:8000' });
    expect(settings['aws.endpoints.s3']).to.deep.include({
      value: 'http://127.0.0.1:5000',
      origin: `${join(project, 'panka.yaml')}:3`,
    });
    expect(settings['aws.endpoints.ecs']?.value).to.equal('http://127.0.0.1:5001');
    expect(settings['aws.endpoints.dynamodb']?.origin).to.equal('PANKA_AWS_ENDPOINTS_DYNAMODB');
  });

  it('are true or false where they are a switch', async () => {
    inProject('state:\n  forcePathStyle: true\n');
    expect(read()['state.forcePathStyle'].value).to.equal(true);
    expect(read({ PANKA_STATE_FORCE_PATH_STYLE: 'false' })['state.forcePathStyle'].value).to.equal(false);
    const failure = await failureOf(async () => read({ PANKA_STATE_FORCE_PATH_STYLE: 'maybe' }));
    expect(failure.code).to.equal('InvalidSetting');
    expect(failure.message).to.include('maybe').and.to.include('true or false');
  });

  for (const [text, name, hint] of [
    ['state:\n  buckt: b\n', 'state.buckt', 'state.bucket'],
    ['stat:\n  bucket: b\n', 'stat.bucket', 'state.bucket'],
    ['aws:\n  endpoints:\n    S3: http://x\n', 'aws.endpoints.S3', undefined],
  ] as const)
    it(`refuse what they do not know: ${name}`, async () => {
      inProject(text);
      const failure = await failureOf(async () => read());
      expect(failure.code).to.equal('UnknownSetting');
      expect(failure.message).to.include(`"${name}"`);
      if (hint !== undefined) expect(failure.suggestions.join()).to.include(hint);
    });

  it('refuse a group where one value belongs, and a value outside of the choice', async () => {
    inProject('state:\n  bucket:\n    name: b\n');
    expect((await failureOf(async () => read())).message).to.include('must be a text');
    inProject('state:\n  backend: gcs\n');
    expect((await failureOf(async () => read())).message).to.include('local or s3');
  });
});

import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { isPankaError } from '../../../src/core/diagnostics/panka-error.js';
import { type EjectedProject, ejectState } from '../../../src/core/eject/eject-state.js';
import type { DeploymentV3 } from '../../../src/core/engine/deployment-v3.js';
import type { RenderedResource } from '../../../src/core/render/rendered-resource.js';
import { repository } from '../../helpers/cli.js';
import { CANARY, PASSPHRASE, smallState } from './small-state.js';

const EXPECTED = join(repository, 'test/fixtures/ejected/expected');

describe('ejectState', () => {
  let project: EjectedProject;
  before(async () => {
    project = await ejectState(smallState());
  });
  const text = (path: string) => project.files.get(path) ?? '';

  it('writes these files; UPDATE_GOLDEN=1 writes the expected ones', () => {
    const files = new Map([...project.files].map(([path, content]) => [path, masked(content)]));
    for (const [path, content] of files) {
      const file = join(EXPECTED, `${path}.txt`);
      if (process.env['UPDATE_GOLDEN'] === '1') {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
      expect(content, path).to.equal(existsSync(file) ? readFileSync(file, 'utf8') : '(no golden file)');
    }
    expect([project.resources, project.secrets]).to.deep.equal([4, 2]);
  });

  it('refers to an output inside JSON and texts, and not to a longer word that begins like one', () => {
    expect(text('services/api/jobs.ts')).to.include('deadLetterTargetArn: dlq.arn').and.to.include('${dlq.arn}`');
    expect(text('services/api/jobs.part2.ts')).to.include("'arn:aws:sqs:eu-west-1:111111111111:small-results-2'");
  });

  it('keeps a later part apart where two components use each other', () => {
    expect(text('services/api/worker.ts')).to.include("from '../../services/api/jobs'");
    expect(text('services/api/jobs.part2.ts')).to.include("from '../../services/api/worker'");
  });

  it('writes no secret in plain text, and seals each so that the passphrase opens it', () => {
    expect([...project.files.values()].join('\n'))
      .to.not.include(CANARY)
      .and.not.include(PASSPHRASE)
      .and.not.include(Buffer.from(JSON.stringify(CANARY)).toString('base64'));
    const settings = parse(text('Pulumi.test.yaml')) as {
      encryptionsalt: string;
      config: Record<string, { secure: string }>;
    };
    const key = keyOf(settings.encryptionsalt);
    const sealed = settings.config['small:api-worker-results-policy']?.secure ?? '';
    expect(opened(sealed, key)).to.equal(CANARY);
    expect(opened(settings.encryptionsalt.split(':').slice(2).join(':'), key)).to.equal('pulumi');
    const { deployment } = JSON.parse(text('state.json')) as { deployment: DeploymentV3 };
    expect(deployment.secrets_providers).to.deep.equal({
      type: 'passphrase',
      state: { salt: settings.encryptionsalt },
    });
    const results = deployment.resources?.find(({ urn }) => urn.endsWith('api/worker/results'));
    const { ciphertext } = (results?.outputs?.['policy'] ?? {}) as { ciphertext?: string };
    expect(opened(ciphertext ?? '', key)).to.equal(JSON.stringify(CANARY));
  });

  it('wants a passphrase where there is a secret, and none elsewhere', async () => {
    expect(await codeOf(ejectState(smallState({ passphrase: '' })))).to.equal('EjectPassphraseNeeded');
    const without = smallState({
      passphrase: '',
      change: (one) => ({ ...one, resources: (one.resources ?? []).slice(0, -2) }),
    });
    const { files, secrets } = await ejectState(without);
    expect(secrets).to.equal(0);
    expect(files.get('Pulumi.test.yaml')).to.equal('config:\n  aws:region: eu-west-1\n');
  });

  it('refuses what a run has not finished', async () => {
    const [resource] = smallState().whole.units[0]?.deployment.resources?.slice(-1) ?? [];
    if (resource === undefined) throw new Error('the fixture is empty');
    const pending = [{ resource, type: 'creating' as const }];
    const unfinished = [
      smallState({ interrupted: ['stack'] }),
      smallState({ change: (one) => ({ ...one, pending_operations: pending }) }),
      smallState({ change: (one) => ({ ...one, resources: [{ ...resource, delete: true }] }) }),
      smallState({ change: (one) => ({ ...one, resources: [{ ...resource, initErrors: ['not ready'] }] }) }),
    ];
    for (const state of unfinished) expect(await codeOf(ejectState(state))).to.equal('EjectUnsettled');
  });

  it('joins units: one stack with the outputs of all, and one provider', async () => {
    const { whole, ...request } = smallState();
    const [unit] = whole.units;
    const [stack, provider, ...rest] = unit?.deployment.resources ?? [];
    if (unit === undefined || stack === undefined || provider === undefined) throw new Error('the fixture is empty');
    const other = {
      manifest: unit.deployment.manifest,
      resources: [
        { ...stack, outputs: { 'web/site': { url: 'u' } } },
        { ...provider, id: 'other' },
      ],
    };
    const units = [
      { unit: 'service.web', deployment: other },
      { unit: 'service.api', deployment: unit.deployment },
    ];
    const joined = await ejectState({ ...request, whole: { ...whole, units } });
    const state = JSON.parse(joined.files.get('state.json') ?? '') as {
      deployment: { resources: { provider?: string }[] };
    };
    expect(state.deployment.resources).to.have.length(rest.length + 2);
    const providers = state.deployment.resources.flatMap((one) => one.provider ?? []);
    expect(new Set(providers).size).to.equal(1);
    expect(providers[0]).to.match(/::other$/);
    expect(joined.files.get('index.ts')).to.include("'web/site'").and.to.include("'api/jobs'");
  });

  it('takes deleteBeforeReplace from the manifests, and says what is in one of the two alone', async () => {
    const rendered = { type: 'aws:sqs/queue:Queue', component: 'api/jobs', inputs: {}, dependsOn: [] };
    const declared: RenderedResource[] = [
      { ...rendered, name: 'api/jobs', options: { deleteBeforeReplace: true } },
      { ...rendered, name: 'api/jobs/new', options: {} },
    ];
    const { files, differences } = await ejectState({ ...smallState(), declared });
    expect(files.get('services/api/jobs.ts')?.match(/deleteBeforeReplace: true/g)).to.have.length(1);
    expect(differences).to.deep.equal([
      'aws:sqs/queue:Queue api/jobs/dlq',
      'aws:sqs/queue:Queue api/worker/results',
      'aws:sqs/queue:Queue api/jobs/late',
      'aws:sqs/queue:Queue api/jobs/new',
    ]);
  });
});

/** Salts and nonces differ from run to run. */
function masked(content: string): string {
  return content.replaceAll(/v1:[A-Za-z0-9+/=]{8,}(?::v1)?(?::[A-Za-z0-9+/=]+)+/g, '<sealed>');
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  return isPankaError(error) ? error.code : String(error);
}

/** As Pulumi's documentation has it, by Node's own functions. */
function keyOf(encryptionSalt: string): Buffer {
  const salt = Buffer.from(encryptionSalt.split(':')[1] ?? '', 'base64');
  return pbkdf2Sync(PASSPHRASE, salt, 1_000_000, 32, 'sha256');
}

function opened(sealed: string, key: Buffer): string {
  const [, nonce = '', body = ''] = sealed.split(':');
  const bytes = Buffer.from(body, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8');
}

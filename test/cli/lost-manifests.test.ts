import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { listing } from '../helpers/listing.js';
import { outcomeOf, QueueProject, statuses } from './queues.js';

describe('manifests that were moved, emptied or lost', () => {
  const project = new QueueProject();
  const services = join(project.folder, 'services');
  const away = join(project.root, 'away');
  const cloud = () => listing(join(project.folder, '.panka/sandbox'));
  const codeOf = async (args: readonly string[]) => {
    const result = await project.panka([...args, '--json']);
    return { exit: result.code, error: (result.json().error as { code?: string } | undefined)?.code };
  };
  before(async () => expect((await project.apply()).code).to.equal(0));
  after(() => project.remove());

  it('change nothing when the folder of a service has another name', async () => {
    renameSync(join(services, 'audit'), join(services, 'bookkeeping'));
    const result = await project.apply();
    expect(outcomeOf(result)).to.include({ status: 'nothing-to-do', serial: 1 });
    renameSync(join(services, 'bookkeeping'), join(services, 'audit'));
  });

  it('never become "delete everything": not a missing services folder, not an empty one', async () => {
    const before = cloud();
    renameSync(services, away);
    expect(await codeOf(['apply', '--sandbox', '--yes'])).to.deep.equal({ exit: 3, error: 'InvalidManifests' });
    mkdirSync(services);
    expect(await codeOf(['plan', '--sandbox'])).to.deep.equal({ exit: 3, error: 'InvalidManifests' });
    rmSync(services, { recursive: true });
    renameSync(away, services);
    expect(cloud()).to.deep.equal(before);
  });

  it('delete no data when a file was emptied, unless that is asked for by name', async () => {
    const before = cloud();
    const text = readFileSync(project.manifest, 'utf8');
    writeFileSync(project.manifest, '');
    const refused = await project.apply();
    expect(refused.code).to.equal(1);
    const { error } = refused.json() as { error: { code: string; suggestions: string[] } };
    expect(error.code).to.equal('DataLoss');
    expect(error.suggestions[0]).to.include('--allow-data-loss api/first');
    expect(cloud()).to.deep.equal(before);
    writeFileSync(project.manifest, text);
  });

  it('delete everything that is deployed only with a word of its own', async () => {
    const before = cloud();
    const log = join(services, 'audit/log.yaml');
    const texts = [readFileSync(log, 'utf8'), readFileSync(project.manifest, 'utf8')] as const;
    writeFileSync(log, texts[0].replace('name: log', 'name: other'));
    writeFileSync(project.manifest, '');
    const refused = await project.apply([], ['--allow-data-loss', 'all']);
    expect(refused.code).to.equal(1);
    expect(refused.json().error).to.include({ code: 'MassDelete' });
    expect(cloud()).to.deep.equal(before);

    const allowed = await project.apply([], ['--allow-data-loss', 'all', '--allow-mass-delete']);
    expect(allowed.code, allowed.stderr).to.equal(0);
    expect(statuses(outcomeOf(allowed))).to.deep.equal({
      'audit/other': 'deployed',
      'api/first': 'deleted',
      'api/second': 'deleted',
      'api/third': 'deleted',
      'audit/log': 'deleted',
    });
  });
});

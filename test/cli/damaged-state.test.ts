import { cpSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { listing } from '../helpers/listing.js';
import { QueueProject } from './queues.js';

interface Situation {
  readonly title: string;
  readonly code: string;
  /** What the message must say. */
  readonly says: RegExp;
  readonly damage: () => void;
}

describe('a state that cannot be relied on', () => {
  const project = new QueueProject();
  const panka = join(project.folder, '.panka');
  const good = join(project.root, 'good');
  const rewrite = (change: (text: string) => string) =>
    writeFileSync(project.state, change(readFileSync(project.state, 'utf8')));

  before(async () => {
    expect((await project.apply()).code).to.equal(0);
    cpSync(project.folder, good, { recursive: true });
  });
  afterEach(() => {
    rmSync(project.folder, { recursive: true });
    cpSync(good, project.folder, { recursive: true });
  });
  after(() => project.remove());

  const situations: readonly Situation[] = [
    {
      title: 'is truncated',
      code: 'StateCorrupt',
      says: /not complete JSON/,
      damage: () => truncateSync(project.state, 300),
    },
    {
      title: 'was edited',
      code: 'StateCorrupt',
      says: /checksum is wrong, so it was edited/,
      damage: () => rewrite((text) => text.replace('"visibilityTimeout": 60', '"visibilityTimeout": 61')),
    },
    {
      title: 'was written by a newer panka',
      code: 'StateNewer',
      says: /has format 2, this panka reads up to format 1/,
      damage: () => rewrite((text) => text.replace('"format": 1', '"format": 2')),
    },
    {
      title: 'belongs to another stack',
      code: 'StateForeign',
      says: /is not the one that was asked for/,
      damage: () => {
        renameSync(join(panka, 'state/stacks/queues'), join(panka, 'state/stacks/others'));
        for (const file of ['stack.yaml', 'services/api/queues.yaml', 'services/audit/log.yaml']) {
          const path = join(project.folder, file);
          writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/(stack|\{ name): queues/g, '$1: others'));
        }
      },
    },
    {
      title: 'has a file where its folder should be',
      code: 'StateUnreadable',
      says: /could not be read: ENOTDIR/,
      damage: () => {
        rmSync(join(panka, 'state'), { recursive: true });
        writeFileSync(join(panka, 'state'), '');
      },
    },
  ];

  for (const { title, code, says, damage } of situations)
    it(`stops an apply before it writes anything, when it ${title}`, async () => {
      damage();
      const before = listing(project.folder);
      const result = await project.apply();
      expect(result.code).to.equal(1);
      const { error } = result.json() as { error: { code: string; message: string; suggestions: string[] } };
      expect(error.code).to.equal(code);
      expect(error.message).to.match(says).and.to.include(panka);
      expect(error.suggestions).to.not.deep.equal([]);
      expect(listing(project.folder)).to.deep.equal(before);
    });

  it('can be put back from the copy beside it once there is one, as the error suggests', async () => {
    expect((await project.apply([], ['--set', 'audit/log.spec.visibilityTimeout=61'])).code).to.equal(0);
    truncateSync(project.state, 10);
    const { error } = (await project.panka(['status', '--sandbox', '--json'])).json() as {
      error: { suggestions: string[] };
    };
    expect(error.suggestions[0]).to.include('panka state repair');
    const copy = error.suggestions.find((suggestion) => suggestion.startsWith('cp ')) ?? '';
    const [, from = '', to = ''] = /^cp "(.+)" "(.+)"$/.exec(copy) ?? [];
    cpSync(from, to);
    const result = await project.apply();
    expect(result.code, result.stderr).to.equal(0);
  });

  it('is named when its folder cannot be written, and nothing is deployed then', async () => {
    rmSync(panka, { recursive: true });
    writeFileSync(panka, '');
    const result = await project.apply();
    expect(result.code).to.equal(1);
    expect(result.json().error).to.have.property('message').that.includes(`${panka}/`);
    expect(readFileSync(panka, 'utf8')).to.equal('');
  });
});

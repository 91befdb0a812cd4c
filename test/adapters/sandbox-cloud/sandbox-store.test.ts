import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { encodeResource, fileNameOf } from '../../../src/adapters/sandbox-cloud/resource-file.js';
import { SandboxStore } from '../../../src/adapters/sandbox-cloud/sandbox-store.js';
import type { StoredResource } from '../../../src/adapters/sandbox-cloud/stored-resource.js';
import { failureOf, newFolder, removeFolders, sealer } from './sandbox-fixture.js';

const TOPIC = 'aws:sns/topic:Topic';

function topic(name: string, more: Partial<StoredResource> = {}): StoredResource {
  const inputs = { name, tags: { team: 'shop' } };
  return {
    type: TOPIC,
    id: `arn:aws:sns:us-east-1:000000000000:${name}`,
    region: 'us-east-1',
    account: '000000000000',
    owner: `urn:pulumi:dev::shop::${TOPIC}::${name}`,
    createdAt: '2025-01-01T00:00:00.000Z',
    seed: 'abc',
    inputs,
    outputs: { ...inputs, tagsAll: { team: 'shop' }, arn: `arn:${name}` },
    secretInputs: [],
    secretOutputs: [],
    ...more,
  };
}

const open = (folder: string) => new SandboxStore(folder, sealer);
const failure = (run: () => unknown) => failureOf(Promise.resolve().then(run));

describe('sandbox store', () => {
  after(removeFolders);

  it('keeps a resource in one readable file of its own that only the user may read', () => {
    const store = open(newFolder());
    store.put(topic('orders'));
    const [file, ...others] = readdirSync(store.folder);
    expect(others).to.be.empty;
    expect(file).to.match(/^sns-Topic\.orders\.[0-9a-f]{8}\.json$/);
    expect(statSync(join(store.folder, file!)).mode & 0o777).to.equal(0o600);
    expect(statSync(store.folder).mode & 0o777).to.equal(0o700);
    const content = JSON.parse(readFileSync(join(store.folder, file!), 'utf8')) as Record<string, unknown>;
    expect(content).to.include({
      type: TOPIC,
      id: topic('orders').id,
      owner: topic('orders').owner,
      region: 'us-east-1',
    });
    expect(content.inputs).to.deep.equal({ name: 'orders', tags: { team: 'shop' } });
    expect(content.outputs).to.deep.equal({ arn: 'arn:orders' });
  });

  it('gives back what it stored, in this store and in a new one', () => {
    const store = open(newFolder());
    const sealed = topic('sealed', { secretInputs: ['/tags/team'], secretOutputs: ['/tags/team', '/arn'] });
    store.put(sealed);
    store.put(topic('orders'));
    expect(store.get(TOPIC, sealed.id)).to.deep.equal(sealed);
    expect(open(store.folder).get(TOPIC, sealed.id)).to.deep.equal(sealed);
    expect(open(store.folder).list(TOPIC)).to.have.length(2);
  });

  it('forgets what is deleted, and says whether it was there', () => {
    const store = open(newFolder());
    store.put(topic('orders'));
    expect([store.delete(topic('orders')), store.delete(topic('orders'))]).to.deep.equal([true, false]);
    expect(readdirSync(store.folder)).to.be.empty;
    expect(open(store.folder).all()).to.be.empty;
  });

  it('has file names that are safe for any id and differ where ids differ only in case or punctuation', () => {
    const ids = ['a/b', 'a:b', 'A/B', '../../etc/passwd', 'ü€', ' ', '.', 'x'.repeat(900), `${'x'.repeat(900)}y`];
    const names = ids.map((id) => fileNameOf({ type: TOPIC, region: 'us-east-1', id }));
    expect(new Set(names.map((name) => name.toLowerCase())).size).to.equal(ids.length);
    for (const name of names) {
      expect(name).to.match(/^sns-Topic\.[A-Za-z0-9._-]*\.[0-9a-f]{8}\.json$/);
      expect(basename(name)).to.equal(name);
      expect(name.length).to.be.lessThan(120);
    }
  });

  it('sees files that were edited, added by hand, renamed and deleted after a reload', () => {
    const store = open(newFolder());
    for (const name of ['edited', 'renamed', 'deleted']) store.put(topic(name));
    const path = (name: string) => join(store.folder, fileNameOf(topic(name)));
    const edited = JSON.parse(readFileSync(path('edited'), 'utf8')) as { inputs: Record<string, unknown> };
    edited.inputs.displayName = 'by hand';
    writeFileSync(path('edited'), JSON.stringify(edited));
    renameSync(path('renamed'), join(store.folder, 'my-topic.json'));
    rmSync(path('deleted'));
    writeFileSync(
      join(store.folder, 'by-hand.json'),
      JSON.stringify({ type: TOPIC, id: 'hand', inputs: { name: 'hand' } }),
    );
    store.reload();
    expect(store.get(TOPIC, topic('edited').id)!.outputs.displayName).to.equal('by hand');
    expect(store.get(TOPIC, topic('deleted').id)).to.equal(undefined);
    expect(store.get(TOPIC, 'hand')!.outputs).to.deep.equal({ name: 'hand', tagsAll: {} });
    store.put(topic('renamed', { createdAt: 'later' }));
    expect(readdirSync(store.folder))
      .to.include('my-topic.json')
      .and.not.include(basename(path('renamed')));
  });

  it('stops at a broken file and names it', async () => {
    for (const [text, why] of [
      ['', 'it is empty'],
      ['{"type": "aws:s', 'it is not JSON'],
      ['[]', 'it is not an object'],
      ['{"id": "x", "inputs": {}}', '"type" is not a text'],
      ['{"type": "t", "id": "x"}', '"inputs" is not an object'],
      ['{"type": "t", "id": "x", "inputs": {"a": {"$sealed": "nonsense"}}}', 'a sealed value cannot be opened'],
    ] as const) {
      const store = open(newFolder());
      store.put(topic('orders'));
      writeFileSync(join(store.folder, 'broken.json'), text);
      const error = await failure(() => store.reload());
      expect(error.code).to.equal('SandboxFileBroken');
      expect(error.message).to.contain(join(store.folder, 'broken.json')).and.contain(why);
    }
  });

  it('stops at two files of one resource', async () => {
    const store = open(newFolder());
    store.put(topic('orders'));
    copyFileSync(join(store.folder, fileNameOf(topic('orders'))), join(store.folder, 'copy.json'));
    expect((await failure(() => store.reload())).message).to.contain('the same resource as');
  });

  it('is as it was when its folder is a file', async () => {
    const folder = newFolder();
    writeFileSync(folder, 'not a folder');
    const store = open(folder);
    expect((await failure(() => store.put(topic('orders')))).code).to.equal('SandboxUnreadable');
  });

  it('passes over half-written files and removes those of dead processes with its first write', () => {
    const store = open(newFolder());
    store.put(topic('orders'));
    const dead = join(store.folder, '.999999999-1.tmp');
    const alive = join(store.folder, `.${process.pid}-99.tmp`);
    for (const file of [dead, alive]) writeFileSync(file, '{"half');
    const next = open(store.folder);
    expect(next.all()).to.have.length(1);
    next.put(topic('more'));
    expect([existsSync(dead), existsSync(alive)]).to.deep.equal([false, true]);
  });

  it('prefers the region that is asked for, finds an id in any, and lists one region with the global ones', () => {
    const store = open(newFolder());
    store.put(topic('a', { id: 'same', region: 'us-east-1' }));
    store.put(topic('b', { id: 'same', region: 'eu-west-1' }));
    store.put(topic('c', { id: 'everywhere', region: 'global' }));
    expect(store.get(TOPIC, 'same', 'eu-west-1')!.inputs.name).to.equal('b');
    expect(store.get(TOPIC, 'same', 'ap-south-1')).not.to.equal(undefined);
    expect(
      store
        .in('us-east-1')
        .list(TOPIC)
        .map((r) => r.inputs.name),
    ).to.have.members(['a', 'c']);
    expect(store.list(TOPIC)).to.have.length(3);
  });

  it('keeps look-ups of any key up to date through writes, deletions and reloads', () => {
    const store = open(newFolder());
    const byName = store.lookUpBy((resource) => String(resource.inputs.name));
    expect(byName('orders')).to.be.empty;
    store.put(topic('orders'));
    expect(byName('orders')).to.have.length(1);
    store.put({ ...topic('orders'), inputs: { name: 'renamed' } });
    expect([byName('orders').length, byName('renamed').length]).to.deep.equal([0, 1]);
    store.reload();
    expect(byName('renamed')).to.have.length(1);
    store.delete(topic('orders'));
    expect(byName('renamed')).to.be.empty;
  });

  it('writes the same text for the same resource', () => {
    expect(encodeResource(topic('a'), sealer)).to.equal(encodeResource(topic('a'), sealer));
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { temporaryFolder, writePlugin } from '../helpers/plugin-package.js';
import { QueueProject } from './queues.js';

const GOOD = `import * as aws from '@pulumi/aws';
export default class {
  translate(component, context) {
    const queue = new aws.sqs.Queue(context.logicalName(), {}, context.options());
    return { outputs: { id: queue.arn } };
  }
}
`;
const PLUGIN = 'panka-plugin-acme-things';

interface Situation {
  readonly title: string;
  readonly file: 'index.js' | 'translate.js' | 'sandbox.js';
  readonly change: (text: string) => string;
  readonly code: string;
  readonly says: RegExp;
}

describe('a plugin that does not do what it should', function () {
  this.timeout(90_000);
  const project = new QueueProject();
  const folder = writePlugin(temporaryFolder('things'), {
    name: PLUGIN,
    files: { 'translate.js': GOOD, 'sandbox.js': 'export default { models: [] };\n' },
  });
  const original = Object.fromEntries(
    ['index.js', 'translate.js', 'sandbox.js'].map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );

  before(async () => {
    const linked = await project.panka(['plugins', 'link', folder, '--no-install', '--json']);
    expect(linked.code, linked.stdout).to.equal(0);
    const thing = [
      'apiVersion: components.panka.io/v1',
      'kind: Thing',
      'metadata: { name: thing, service: api, stack: queues }',
      'spec: { size: 1 }',
    ];
    writeFileSync(join(project.folder, 'services/api/thing.yaml'), thing.join('\n'));
  });
  afterEach(() => {
    for (const [file, text] of Object.entries(original)) writeFileSync(join(folder, file), text);
  });
  after(() => project.remove());

  it('works as long as it does', async () => {
    const plan = await project.panka(['render', '--json']);
    expect(plan.code, plan.stdout).to.equal(0);
    expect(JSON.stringify(plan.json().resources)).to.include('"api/thing"');
  });

  const situations: readonly Situation[] = [
    {
      title: 'throws when its entry is loaded',
      file: 'index.js',
      change: () => 'throw new Error("entry out of order");\n',
      code: 'InvalidManifests',
      says: /panka-plugin-acme-things.*entry out of order/s,
    },
    {
      title: 'throws when its translator is loaded',
      file: 'translate.js',
      change: () => 'throw new Error("translator out of order");\n',
      code: 'PluginBroken',
      says: /translator of kind Thing in panka-plugin-acme-things@1\.0\.0 cannot be loaded: translator out of order/,
    },
    {
      title: 'has a sandbox model that is no module of that kind',
      file: 'sandbox.js',
      change: () => 'export const models = [];\n',
      code: 'PluginBroken',
      says: /sandbox of kind Thing in panka-plugin-acme-things@1\.0\.0 cannot be loaded: its module has no default export/,
    },
    {
      title: 'throws while it translates',
      file: 'translate.js',
      change: (text) => text.replace('return {', 'throw new Error("no idea"); return {'),
      code: 'TranslatorFailed',
      says: /translator of panka-plugin-acme-things@1\.0\.0 failed for "api\/thing": no idea/,
    },
    {
      title: 'declares a resource twice',
      file: 'translate.js',
      change: (text) =>
        text.replace('return {', 'new aws.sqs.Queue(context.logicalName(), {}, context.options()); return {'),
      code: 'TranslatorFailed',
      says: /panka-plugin-acme-things@1\.0\.0.*"api\/thing" declares aws:sqs\/queue:Queue "api\/thing" twice/,
    },
    {
      title: 'publishes an output that it does not declare',
      file: 'translate.js',
      change: (text) => text.replace('{ id:', '{ colour: "red", id:'),
      code: 'TranslatorFailed',
      says: /panka-plugin-acme-things@1\.0\.0.*published "colour" for "api\/thing" without declaring it/,
    },
  ];
  for (const { title, file, change, code, says } of situations)
    it(`is named when it ${title}; nothing is deployed, and other commands go on`, async () => {
      writeFileSync(join(folder, file), change(original[file] ?? ''));
      const result = await project.apply();
      expect(result.code).to.be.oneOf([1, 3]);
      const { error } = result.json() as { error: { code: string } };
      expect(error.code, JSON.stringify(error)).to.equal(code);
      expect(JSON.stringify(error).replaceAll('\\"', '"')).to.match(says);
      expect(project.stored()).to.equal(undefined);
      const looked = await project.panka(['status', '--sandbox', '--json']);
      expect(looked.code, looked.stdout).to.equal(0);
    });
});

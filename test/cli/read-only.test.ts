import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { type CliResult, repository } from '../helpers/cli.js';
import { listing } from '../helpers/listing.js';
import { QueueProject } from './queues.js';

/** Every command that only looks, and one member of its `--json`. */
const LOOKING: Readonly<Record<string, { args: readonly string[]; member: string }>> = {
  validate: { args: [], member: 'ok' },
  plan: { args: ['--sandbox', '--set', 'audit/log.spec.visibilityTimeout=61'], member: 'changes' },
  status: { args: ['--sandbox'], member: 'components' },
  outputs: { args: ['--sandbox'], member: 'api/first' },
  history: { args: ['--sandbox'], member: 'deployments' },
  graph: { args: ['--plan', '--sandbox'], member: 'nodes' },
  render: { args: [], member: 'resources' },
  why: { args: ['api/first', '--sandbox'], member: 'changes' },
  explain: { args: ['api/first.visibilityTimeout'], member: 'value' },
  schema: { args: [], member: '$schema' },
  kinds: { args: [], member: 'kinds' },
  config: { args: [], member: 'settings' },
  doctor: { args: ['--sandbox'], member: 'ok' },
  diff: { args: ['--from', '1', '--sandbox'], member: 'manifests' },
  'state history': { args: ['--sandbox'], member: 'versions' },
  'state pull': { args: ['--sandbox'], member: 'deployment' },
  'state list': { args: ['--sandbox'], member: 'resources' },
  'state show': { args: ['api/first', '--sandbox'], member: 'component' },
  audit: { args: ['--sandbox'], member: 'runs' },
  cost: { args: [], member: 'components' },
  'iam policy': { args: ['--account', '123456789012'], member: 'policies' },
  'iam trust': {
    args: ['github', '--repository', 'acme/shop', '--branch', 'main', '--account', '123456789012'],
    member: 'document',
  },
  'policy list': { args: [], member: 'policies' },
  'policy explain': { args: ['PANKA-ENC-001'], member: 'title' },
  'policy check': { args: [], member: 'ok' },
  'locks list': { args: ['--sandbox'], member: 'locks' },
  adopt: { args: ['api/first', '--sandbox'], member: 'existing' },
  // Writes its project beside this one.
  eject: { args: ['--to', '../ejected', '--sandbox'], member: 'files' },
};
/** Look at what this project has not: a lock that a run holds, a Pulumi CLI. */
const NEED_MORE = ['locks show', 'engine show'];
const CHANGING = [
  'apply',
  'destroy',
  'unlock',
  'init',
  'backend create',
  'locks migrate',
  'state change-secrets',
  'state restore',
  'state rm',
  'state push',
  'state repair',
  'engine install',
  'plugins install',
  'plugins link',
  'plugins update',
];
const ESCAPE = '\u001b';

describe('the commands that only look', () => {
  const project = new QueueProject();
  const results = new Map<string, CliResult>();
  let written: { before: Record<string, string>; after: Record<string, string> };

  before(async () => {
    expect((await project.apply()).code).to.equal(0);
    const before = listing(project.folder);
    for (const [command, { args }] of Object.entries(LOOKING))
      results.set(command, await project.panka([...command.split(' '), ...args, '--json'], { env: { NO_COLOR: '' } }));
    written = { before, after: listing(project.folder) };
  });
  after(() => project.remove());

  it('are these, and all others change something', () => {
    const commands = readdirSync(join(repository, 'src/commands'), { recursive: true })
      .map(String)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -'.ts'.length).replaceAll(/[/\\]/g, ' '));
    expect(commands.sort()).to.deep.equal([...Object.keys(LOOKING), ...NEED_MORE, ...CHANGING].sort());
  });

  it('write nothing into the project', () => {
    expect(written.after).to.deep.equal(written.before);
  });

  it('write nothing where nothing was deployed yet either', async () => {
    const fresh = new QueueProject();
    const before = listing(fresh.folder);
    for (const args of [['plan'], ['status'], ['locks', 'list'], ['doctor']])
      expect((await fresh.panka([...args, '--sandbox'])).code, args.join(' ')).to.equal(0);
    expect(listing(fresh.folder)).to.deep.equal(before);
    fresh.remove();
  });

  for (const [command, { member }] of Object.entries(LOOKING))
    it(`print one JSON object, without colours into a pipe: ${command}`, () => {
      const result = results.get(command) as CliResult;
      expect(result.code, result.stderr + result.stdout).to.equal(0);
      expect(result.json()).to.have.property(member);
      expect(result.stdout + result.stderr).to.not.include(ESCAPE);
    });

  it('load neither Pulumi nor an AWS SDK where no engine is needed', async () => {
    const hook = pathToFileURL(join(repository, 'test/helpers/print-loaded-modules.mjs')).href;
    for (const args of [['--version'], ['--help'], ['validate', '--json'], ['graph']]) {
      const file = join(project.root, `loaded-${args[0]}`);
      const env = { NODE_OPTIONS: `--import=${hook}`, PRINT_LOADED_TO: file };
      const result = await project.panka(args, { env });
      expect(result.code, result.stderr).to.equal(0);
      const loaded = readFileSync(file, 'utf8');
      expect(loaded, args[0])
        .to.include('bin/run.js')
        .and.to.not.match(/node_modules\/(@pulumi|@aws-sdk|@smithy)\//);
    }
    const file = join(project.root, 'loaded-plan');
    const env = { NODE_OPTIONS: `--import=${hook}`, PRINT_LOADED_TO: file };
    await project.panka(['graph', '--plan', '--sandbox', '--set', 'audit/log.spec.visibilityTimeout=61'], { env });
    expect(readFileSync(file, 'utf8'), 'where an engine is needed, this test sees it').to.include('@pulumi');
  });
});

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CliProject, repository } from '../helpers/cli.js';
import { temporaryFolder, writePlugin } from '../helpers/plugin-package.js';

const PLUGIN = join(repository, 'test/fixtures/platform-plugin');
const TYPES = { order: 'aws:ssm/parameter:Parameter', cluster: 'aws:ecs/cluster:Cluster', key: 'aws:kms/key:Key' };

interface Found {
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

describe('a platform of containers that a plugin brings', function () {
  this.timeout(90_000);
  const project = new CliProject('test/fixtures/stacks/fleet');
  const defaults = join(project.folder, 'infra/defaults.yaml');
  const written = readFileSync(defaults, 'utf8');
  const findings = async () =>
    ((await project.panka(['validate', '--json'])).json() as { diagnostics: readonly Found[] }).diagnostics;
  const places = async (...codes: readonly string[]) =>
    (await findings())
      .filter(({ code }) => codes.includes(code))
      .map(({ message, file, line, column }) => `${file}:${line}:${column} ${message}`);
  const link = (folder: string) => project.panka(['plugins', 'link', folder, '--no-install']);
  afterEach(() => writeFileSync(defaults, written));
  after(() => project.remove());

  it('is not known before the plugin is there, neither its name nor its settings', async () => {
    expect(await places('InvalidValue', 'UnknownRuntime')).to.include.members([
      'infra/defaults.yaml:6:15 spec.compute.platform is "fleet"; allowed: fargate, ec2',
      'infra/defaults.yaml:8:7 platform "fleet" is not known; installed: fargate, ec2',
    ]);
  });

  it('is a value of the manifests, of the schema, and of what is listed and explained, once it is', async () => {
    const linked = await link(PLUGIN);
    expect(linked.stdout).to.equal('panka-plugin-acme-fleet@1.2.0 linked: platform fleet\n');
    expect(await findings()).to.deep.equal([]);
    expect((await project.panka(['kinds'])).stdout).to.match(
      /^fleet +CronJob, MicroService, Worker +panka-plugin-acme-/m,
    );
    for (const [kind, path] of [
      ['Worker', ['runtime', 'platform']],
      ['InfraDefaults', ['compute', 'platform']],
    ] as const) {
      const { definitions } = (await project.panka(['schema', '--kind', kind])).json();
      expect(choices((definitions as Record<string, Node>)[kind]!, path)).to.deep.equal(['fargate', 'ec2', 'fleet']);
    }
    const explained = await project.panka(['explain', 'shop/packer.runtime.platform', '--json']);
    expect(explained.json().platform).to.deep.include({ installed: ['fargate', 'ec2', 'fleet'] });
    expect((await project.panka(['explain', 'shop/packer.runtime.platform'])).stdout).to.include(
      'from panka-plugin-acme-fleet@1.2.0;  installed: fargate, ec2, fleet',
    );
  });

  it('asks whether it was meant, and names the plugin to install for one of the catalogue', async () => {
    writeFileSync(defaults, written.replace('platform: fleet', 'platform: flete'));
    expect((await places('InvalidValue'))[0]).to.equal(
      'infra/defaults.yaml:6:15 spec.compute.platform is "flete"; allowed: fargate, ec2, fleet',
    );
    expect((await findings())[0]?.suggestion).to.equal('did you mean "fleet"?');
    writeFileSync(defaults, written.replace('platform: fleet', 'platform: eks'));
    expect((await findings())[0]).to.include({
      code: 'PANKA-RUNTIME-001',
      suggestion: 'panka plugins install @panka/plugin-eks',
      ...{ file: 'infra/defaults.yaml', line: 6, column: 15 },
    });
  });

  it('has rules and settings of its own', async () => {
    writeFileSync(defaults, written.replace('site: leipzig', 'place: leipzig'));
    expect((await findings()).map(({ code }) => code)).to.deep.equal(['PANKA-FLEET-001']);
  });

  it('gets the workload with its schedule, and of the stack only what it stands on', async () => {
    const file = join(project.folder, 'services/shop/orders.yaml');
    const others = readFileSync(file, 'utf8');
    rmSync(file);
    const rendered = await project.panka(['render', '--json']);
    writeFileSync(file, others);
    const { resources } = rendered.json() as { resources: { type: string; inputs: Record<string, string> }[] };
    const [order] = resources.filter(({ type }) => type === TYPES.order);
    expect(order?.inputs.name).to.match(/^\/fleet\/leipzig\/fleet-development-shop-report/);
    expect(order?.inputs.description).to.equal('job registry.example.com/report:1 rate(1 hour)');
    expect(resources.map(({ type }) => type))
      .to.include(TYPES.key)
      .and.not.include(TYPES.cluster);
  });

  it('deploys beside Fargate, is verified by its own verifier, and has nothing to do the second time', async () => {
    const applied = await project.panka(['apply', '--sandbox', '--yes', '--json']);
    expect(applied.code, applied.stderr).to.equal(0);
    // The verifiers of the kinds look at nothing but ECS and Kubernetes, and would say `degraded`.
    for (const address of ['shop/packer', 'shop/report', 'shop/mailer'])
      expect(applied.stderr).to.match(new RegExp(`${address}: \\d+ resources, healthy`));
    const again = await project.panka(['apply', '--sandbox', '--yes', '--json']);
    expect(again.json().status).to.equal('nothing-to-do');
  });

  it('can be used from neither of two plugins that provide it, and from none that takes the name of Panka’s own', async () => {
    const rival = (name: string, platform: string) =>
      writePlugin(temporaryFolder(name), {
        name,
        kinds: [],
        manifest: { panka: { contract: 1, entry: './index.js', provides: { runtimes: [platform] } } },
      });
    const taken = await link(rival('panka-plugin-taken', 'fargate'));
    expect(taken.stderr).to.include('PluginBroken').and.include('"fargate", which Panka has itself');
    const second = await link(rival('panka-plugin-second', 'fleet'));
    expect(second.stderr).to.include('PlatformConflict').and.include('panka-plugin-acme-fleet@1.2.0');
    expect(await findings()).to.deep.equal([]);
  });
});

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly anyOf?: readonly { readonly enum?: readonly string[] }[];
}

function choices(schema: Node, path: readonly string[]): readonly string[] | undefined {
  const field = path.reduce<Node | undefined>((node, key) => node?.properties?.[key], schema);
  return field?.anyOf?.find((branch) => branch.enum)?.enum;
}

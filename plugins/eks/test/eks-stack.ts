import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from 'panka/sdk';
import { digestFiles } from '../../../src/adapters/file-digests/digest-files.js';
import { OclifKindRegistry } from '../../../src/adapters/oclif-plugins/oclif-kind-registry.js';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.js';
import { discover } from '../../../src/core/discovery/discover.js';
import { type Desired, prepareDesired } from '../../../src/core/execution/desired.js';
import type { PluginManifest, PluginSource } from '../../../src/core/registry/contribution.js';
import type { RenderedResource } from '../../../src/core/render/rendered-resource.js';
import { buildByToken } from '../../../src/sdk/testing/deployment/build-by-token.js';
import { EXAMPLE_TARGET } from '../../../src/sdk/testing/deployment/example-project.js';
import { InMemoryManifests } from '../../../src/sdk/testing/deployment/in-memory-manifests.js';
import { type SandboxDeployment, sandboxDeployment } from '../../../src/sdk/testing/deployment/sandbox-deployment.js';

const PLUGINS = fileURLToPath(new URL('../..', import.meta.url));

/** A component of stack `shop`: kind, `service/name`, spec. */
export type Written = readonly [kind: string, address: string, spec: JsonObject];

export interface Around {
  readonly environmentClass?: 'development' | 'production';
  /** `compute.eks`; undefined as a value: none. */
  readonly eks?: JsonObject | undefined;
  /** Beside those of the stack; one of a kind that it has replaces it. */
  readonly documents?: readonly JsonObject[];
  /** Instead of a VPC that is there. */
  readonly networking?: JsonObject;
  /** Files beside the manifests. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A stack with containers on EKS. */
export interface EksStack {
  readonly folder: string;
  readonly sandbox: SandboxDeployment;
  diagnostics(components: readonly Written[], around?: Around): Promise<readonly Diagnostic[]>;
  /** Throws what validation finds. */
  desire(components: readonly Written[], around?: Around): Promise<Desired>;
  render(components: readonly Written[], around?: Around): Promise<readonly RenderedResource[]>;
}

/** Runs `work` with a stack in a temporary folder, and removes it. */
export async function withEks<T>(
  work: (stack: EksStack) => Promise<T>,
  plugins: readonly string[] = PLUGIN_NAMES,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'panka-eks-'));
  try {
    return await work(await stackIn(folder, registryOf(plugins)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const PLUGIN_NAMES = ['eks', 'microservice', 'worker', 'cronjob', 'alb', 'sqs', 's3', 'lambda', 'eventbridge', 'efs'];

export function registryOf(names: readonly string[]): OclifKindRegistry {
  const sources = names.map((name): PluginSource => {
    const root = join(PLUGINS, name);
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as PluginManifest;
    return { plugin: { name: manifest.name, version: manifest.version, root, type: 'bundled' }, manifest };
  });
  const runtimes = { eks: { package: '@panka/plugin-eks', range: '^0.1.0' } };
  return new OclifKindRegistry({ plugins: sources, catalogue: { kinds: {}, runtimes }, fromSources: true });
}

async function stackIn(folder: string, registry: OclifKindRegistry): Promise<EksStack> {
  const find = async (components: readonly Written[], around: Around) => {
    for (const [path, text] of Object.entries(around.files ?? {})) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const files = new InMemoryManifests(folder, [...headOf(around), ...components.map(documentOf)]);
    return discover({ files, registry, environment: 'dev', policies: [] });
  };
  const desire = async (components: readonly Written[], around: Around = {}): Promise<Desired> => {
    const found = await find(components, around);
    const errors = found.diagnostics.filter(({ severity }) => severity === 'error');
    if (found.value === undefined || errors.length > 0)
      throw new Error(errors.map(({ code, message }) => `${code} ${message}`).join('; '));
    return prepareDesired({ application: found.value, registry, digestFiles, pankaVersion: '0.0.0' });
  };
  return {
    folder,
    sandbox: await sandboxDeployment(folder),
    diagnostics: async (components, around = {}) => (await find(components, around)).diagnostics,
    desire,
    render: async (components, around) => {
      const { renderApplication } = await import('../../../src/adapters/render/render-application.js');
      return renderApplication({
        desired: await desire(components, around),
        target: EXAMPLE_TARGET,
        buildWith: buildByToken,
      });
    },
  };
}

/** The VPC of the cluster, with its ids written out: nothing has to be looked up. */
const VPC: JsonObject = {
  vpc: { mode: 'import', id: 'vpc-0c1uster', cidr: '10.0.0.0/16' },
  subnets: {
    private: [
      { id: 'subnet-0a', availabilityZone: 'us-east-1a' },
      { id: 'subnet-0b', availabilityZone: 'us-east-1b' },
    ],
    public: [
      { id: 'subnet-1a', availabilityZone: 'us-east-1a' },
      { id: 'subnet-1b', availabilityZone: 'us-east-1b' },
    ],
  },
};

function headOf(around: Around): readonly JsonObject[] {
  const { environmentClass = 'development', documents = [], networking = VPC } = around;
  const eks = 'eks' in around ? around.eks : { clusterName: 'platform' };
  const compute: JsonObject = { platform: 'eks', ...(eks === undefined ? {} : { eks }) };
  const brought = new Set(documents.map(({ kind }) => kind));
  const own: readonly JsonObject[] = [
    { apiVersion: 'core.panka.io/v1', kind: 'Stack', metadata: { name: 'shop' }, spec: { region: 'us-east-1' } },
    {
      apiVersion: 'core.panka.io/v1',
      kind: 'Environment',
      metadata: { name: 'dev', stack: 'shop' },
      spec: { class: environmentClass },
    },
    infra('InfraDefaults', { compute }),
    infra('Networking', networking),
  ];
  return [...own.filter(({ kind }) => !brought.has(kind)), ...documents];
}

export function infra(kind: string, spec: JsonObject): JsonObject {
  return { apiVersion: 'infra.panka.io/v1', kind, metadata: { name: kind.toLowerCase(), stack: 'shop' }, spec };
}

function documentOf([kind, address, spec]: Written): JsonObject {
  const [service = '', name = ''] = address.split('/');
  return { apiVersion: 'components.panka.io/v1', kind, metadata: { name, service, stack: 'shop' }, spec };
}

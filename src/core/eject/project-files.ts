import { stringify } from 'yaml';
import type { StackState, StateAddress } from '../state/state-store.js';
import type { PassphraseCrypter } from './passphrase-crypter.js';
import { readme } from './readme.js';

export interface ProjectRequest {
  readonly at: StateAddress;
  readonly target: StackState['target'];
  readonly versions: { readonly pulumi: string; readonly aws: string };
  /** Undefined: there is no secret. */
  readonly crypter: PassphraseCrypter | undefined;
  /** Recorded inputs of the default provider. */
  readonly provider: Readonly<Record<string, unknown>>;
  /** Packages of other providers, and their versions. */
  readonly packages: Readonly<Record<string, string>>;
  /** Plain, by key. */
  readonly secrets: ReadonlyMap<string, string>;
}

const COMPILER_OPTIONS = {
  strict: true,
  target: 'es2022',
  module: 'commonjs',
  moduleResolution: 'node',
  outDir: 'bin',
  sourceMap: true,
  skipLibCheck: true,
};

/** What a Pulumi project has beside its program, by path. */
export function projectFiles(request: ProjectRequest): ReadonlyMap<string, string> {
  const { stack, environment } = request.at;
  return new Map([
    ['package.json', json(packageJson(request))],
    ['tsconfig.json', json({ compilerOptions: COMPILER_OPTIONS, files: ['index.ts'] })],
    ['Pulumi.yaml', stringify({ name: stack, runtime: 'nodejs', description: `${stack}, ejected from panka` })],
    [`Pulumi.${environment}.yaml`, stringify(stackSettings(request), { lineWidth: 0 })],
    ['.gitignore', 'node_modules/\nbin/\nstate.json\n'],
    ['README.md', readme(request)],
  ]);
}

/** The provider's version is the one that the state was written with: another one would be a change. */
function packageJson({ at, versions, provider, packages }: ProjectRequest): object {
  const recorded = provider['version'];
  const aws = typeof recorded === 'string' ? recorded : versions.aws;
  return {
    name: at.stack,
    private: true,
    main: 'index.ts',
    dependencies: { '@pulumi/aws': aws, ...packages, '@pulumi/pulumi': versions.pulumi },
    devDependencies: { '@types/node': '^20.0.0', typescript: '^5.0.0' },
  };
}

function stackSettings({ at, crypter, provider, secrets }: ProjectRequest): object {
  const settings = Object.entries(provider).filter(([key]) => key !== 'version' && !key.startsWith('__'));
  const sealed = [...secrets].map(([key, plain]) => [`${at.stack}:${key}`, { secure: crypter?.seal(plain) }]);
  return {
    ...(crypter && { encryptionsalt: crypter.salt }),
    config: Object.fromEntries([...settings.map(([key, value]) => [`aws:${key}`, value]), ...sealed]),
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

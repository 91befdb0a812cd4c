import { createRequire } from 'node:module';
import type { Settings } from '../../core/config/settings.js';
import { type EjectedProject, ejectState } from '../../core/eject/eject-state.js';
import type { TargetIdentity } from '../../core/execution/ports.js';
import type { RenderedResource } from '../../core/render/rendered-resource.js';
import type { SecretSealer } from '../../core/state/secret-sealer.js';
import type { StateAddress, StateStore } from '../../core/state/state-store.js';
import { nothingDeployed } from '../../core/state-admin/errors.js';
import { readWholeState } from '../../core/state-admin/whole-state.js';
import { readPassphrase } from '../passphrase-secrets/read-passphrase.js';
import { typeMetadata } from '../sandbox-cloud/type-metadata.js';
import { refuseUsedFolder, writeProject } from './write-project.js';

export interface EjectProjectRequest {
  /** To write to. */
  readonly folder: string;
  readonly store: StateStore;
  readonly at: StateAddress;
  readonly target: TargetIdentity;
  readonly settings: Settings;
  /** Folder of the key file, for a state on this machine. */
  readonly keys: string;
  /** What the manifests declare now. */
  readonly declared?: readonly RenderedResource[];
  /** Of panka. */
  readonly version: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface WrittenProject {
  readonly folder: string;
  readonly files: readonly string[];
  readonly resources: number;
  readonly secrets: number;
  /** Resources that are either declared or deployed. */
  readonly differences: readonly string[];
}

/** The variable of the stock CLI. */
const PULUMI_PASSPHRASE = 'PULUMI_CONFIG_PASSPHRASE';

/** Writes a Pulumi project of what is deployed. Reads the state and nothing of the cloud. */
export async function ejectProject(request: EjectProjectRequest): Promise<WrittenProject> {
  const { folder, store, at, env } = request;
  await refuseUsedFolder(folder);
  const { state, ...whole } = await readWholeState(store, at);
  if (state === undefined) throw nothingDeployed(store.describe(at));
  const project: EjectedProject = await ejectState({
    whole: { ...whole, state },
    sealer: await sealerOf(request),
    passphrase: readPassphrase(env, PULUMI_PASSPHRASE),
    factsOf: typeMetadata,
    ...(request.declared && { declared: request.declared }),
    versions: { pulumi: versionOf('@pulumi/pulumi'), aws: versionOf('@pulumi/aws') },
  });
  const files = await writeProject(folder, project);
  const { resources, secrets, differences } = project;
  return { folder, files, resources, secrets, differences };
}

/** As the runs of the target seal. */
async function sealerOf({ target, keys, at, ...request }: EjectProjectRequest): Promise<SecretSealer> {
  if (target.name === 'sandbox') {
    const { LocalSecretSealer } = await import('../local-secrets/local-secret-sealer.js');
    return new LocalSecretSealer({ folder: keys, stackId: `${at.stack}/${at.environment}` });
  }
  const { openSecrets } = await import('../configured-stores/open-secrets.js');
  return (await openSecrets({ ...request, at, keys })).sealer;
}

function versionOf(name: string): string {
  return (createRequire(import.meta.url)(`${name}/package.json`) as { version: string }).version;
}

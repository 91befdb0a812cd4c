import { type DeploymentV3, type ResourceV3, SECRET_SIG, SIG_KEY } from '../engine/deployment-v3.js';
import { isProviderType, providerType } from '../engine/urn.js';
import type { RenderedResource } from '../render/rendered-resource.js';
import type { SecretSealer } from '../state/secret-sealer.js';
import type { StackState } from '../state/state-store.js';
import type { WholeState } from '../state-admin/whole-state.js';
import { ConfiguredSecrets } from './configured-secrets.js';
import { declaredResources } from './declared-resources.js';
import { type EjectedAsset, ejectedAssets } from './ejected-assets.js';
import { ejectPassphraseNeeded } from './errors.js';
import { oneDeployment } from './one-deployment.js';
import { isOpenedSecret, mapSecrets } from './opened-secrets.js';
import { type PassphraseCrypter, passphraseCrypter } from './passphrase-crypter.js';
import { programFiles } from './program-files.js';
import { isDefaultProvider } from './program-modules.js';
import { projectFiles } from './project-files.js';
import type { TypeFactsOf } from './type-facts.js';

export interface EjectRequest {
  readonly whole: WholeState & { readonly state: StackState };
  /** Opens what the state has sealed. */
  readonly sealer: SecretSealer;
  /** Seals what is written; needed only where there are secrets. */
  readonly passphrase: string | undefined;
  readonly factsOf: TypeFactsOf;
  /** What the manifests declare now; undefined where there are none. */
  readonly declared?: readonly RenderedResource[];
  /** Of the packages that panka deploys with. */
  readonly versions: { readonly pulumi: string; readonly aws: string };
}

export interface EjectedProject {
  /** Text by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Files to copy beside them. */
  readonly assets: readonly EjectedAsset[];
  /** Resources of the cloud. */
  readonly resources: number;
  /** Sealed values in state and configuration. */
  readonly secrets: number;
  /** Resources that are either declared or deployed, as `type name`. The project has what is deployed. */
  readonly differences: readonly string[];
}

/**
 * A Pulumi project that declares what the state holds, with the state to import. Throws EjectUnsettled, EjectPassphraseNeeded,
 * EjectUnsupported, SecretUnreadable.
 */
export async function ejectState(request: EjectRequest): Promise<EjectedProject> {
  const { whole, factsOf, versions } = request;
  const opened = openedResources(oneDeployment(whole), request.sealer);
  const secrets = countSecrets(opened);
  const crypter = secrets === 0 ? undefined : await crypterFor(request.passphrase, secrets);
  const { resources, assets } = ejectedAssets(withRegion(opened, whole.state.target.region));
  const configured = new ConfiguredSecrets();
  const { deletesBeforeReplace, differences } = declaredResources(request.declared, resources);
  const program = programFiles({
    ...{ resources, factsOf, deletesBeforeReplace, secret: configured.add, asset: assets.code },
    common: new Set([whole.state.target.region, whole.state.target.account]),
  });
  const deployment = sealedDeployment(resources, whole, crypter);
  const provider = resources.find((one) => isDefaultProvider(one) && one.type === 'pulumi:providers:aws');
  const project = projectFiles({
    ...{ at: whole.state, target: whole.state.target, versions, crypter },
    provider: provider?.inputs ?? {},
    packages: packagesOf(resources),
    secrets: configured.values,
  });
  const state = `${JSON.stringify({ version: 3, deployment }, null, 2)}\n`;
  return {
    files: new Map([...project, ...program, ['state.json', state]]),
    assets: assets.files,
    resources: resources.filter(({ custom, type }) => custom && !type.startsWith('pulumi:')).length,
    secrets,
    differences,
  };
}

function openedResources(resources: readonly ResourceV3[], sealer: SecretSealer): readonly ResourceV3[] {
  return mapSecrets(resources, ({ ciphertext, plaintext }) => ({
    [SIG_KEY]: SECRET_SIG,
    plaintext: typeof ciphertext === 'string' ? sealer.open(ciphertext) : String(plaintext ?? 'null'),
  }));
}

function countSecrets(resources: readonly ResourceV3[]): number {
  let count = 0;
  mapSecrets(resources, (secret) => {
    count += 1;
    return secret;
  });
  return count;
}

async function crypterFor(passphrase: string | undefined, secrets: number): Promise<PassphraseCrypter> {
  if (passphrase === undefined || passphrase === '') throw ejectPassphraseNeeded(secrets);
  return passphraseCrypter(passphrase);
}

/** Packages of providers that were declared, such as `@pulumi/kubernetes`, as they were. */
function packagesOf(resources: readonly ResourceV3[]): Readonly<Record<string, string>> {
  const others = resources.filter((one) => isProviderType(one.type) && one.type !== providerType('aws'));
  return Object.fromEntries(
    others.map(({ type, inputs }) => [`@pulumi/${type.split(':').at(-1)}`, String(inputs?.['version'] ?? 'latest')]),
  );
}

/** The sandbox's provider has no settings; with the region in the stack's settings Pulumi's would have one. */
function withRegion(resources: readonly ResourceV3[], region: string): readonly ResourceV3[] {
  return resources.map((one) => {
    if (!isDefaultProvider(one) || one.type !== 'pulumi:providers:aws') return one;
    return { ...one, inputs: { region, ...one.inputs }, outputs: { region, ...one.outputs } };
  });
}

function sealedDeployment(
  resources: readonly ResourceV3[],
  whole: WholeState,
  crypter: PassphraseCrypter | undefined,
): DeploymentV3 {
  const [first] = whole.units;
  const sealed = mapSecrets(resources, (secret) => {
    if (crypter === undefined || !isOpenedSecret(secret)) throw new Error('a secret was not counted');
    return { [SIG_KEY]: SECRET_SIG, ciphertext: crypter.seal(secret.plaintext) };
  });
  return {
    manifest: first?.deployment.manifest ?? { time: new Date(0).toISOString(), magic: '', version: '' },
    ...(crypter && { secrets_providers: { type: 'passphrase', state: { salt: crypter.salt } } }),
    resources: [...sealed],
  };
}

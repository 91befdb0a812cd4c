import type { Config } from '@oclif/core';
import type { AwsRuntimeRequest } from './adapters/aws-target/aws-runtime.js';
import type { BackendCheck } from './adapters/backend-setup/check-backend.js';
import { findProject } from './adapters/config-files/find-project.js';
import { readSettings, userFolder } from './adapters/config-files/read-settings.js';
import type { Stores, StoresRequest } from './adapters/configured-stores/open-stores.js';
import { installMissingKinds } from './adapters/oclif-plugins/install-missing-kinds.js';
import { openRegistry } from './adapters/oclif-plugins/open-registry.js';
import { sandboxFolders } from './adapters/sandbox-target/sandbox-folders.js';
import { DeploymentPlace } from './composition/deployment-place.js';
import type { RunKeeping } from './composition/run-keeping.js';
import { parseVariables } from './core/config/parse-variables.js';
import type { Settings } from './core/config/settings.js';
import type { PriceList } from './core/cost/price-list.js';
import type { Desired } from './core/execution/desired.js';
import type { EmitEvent } from './core/execution/events.js';
import type { DeploymentPorts, TargetIdentity } from './core/execution/ports.js';
import type { PortsRequest, Session } from './core/execution/session.js';
import type { Application } from './core/model/application.js';
import type { LoadedRuntime, RuntimeRegistry } from './core/registry/extension.js';
import type { KindRegistry, LoadedKind } from './core/registry/kind-registry.js';
import type { RenderedResource } from './core/render/rendered-resource.js';
import { readHead } from './core/state/read-head.js';
import type { StateStore } from './core/state/state-store.js';

export interface SessionRequest {
  readonly config: Config;
  readonly dir?: string;
  readonly stack?: string;
  readonly environment?: string;
  readonly vars?: readonly string[];
  readonly varFiles?: readonly string[];
  readonly sets?: readonly string[];
  readonly sandbox?: boolean;
  /** Whether this process deploys nothing else at the same time, which takes less of it. False by default. */
  readonly isOnly?: boolean;
  readonly installPlugins?: boolean;
  /** Called where the Pulumi CLI is needed and missing; undefined or nothing back: that is an error. */
  readonly installCli?: AwsRuntimeRequest['installCli'];
  /** Flags that are settings: `parallel`, `lockTimeout`. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Wires one command to its project. What is expensive to load (Pulumi, the container) is loaded when it is needed. */
export class ProjectSession implements Session {
  readonly folder: string;
  readonly settings: Settings;
  registry: KindRegistry & Partial<RuntimeRegistry>;
  private opened: Promise<Stores> | undefined;
  private manifests: import('./adapters/manifest-files/manifest-files.js').ManifestFiles | undefined;

  constructor(private readonly request: SessionRequest) {
    this.folder = findProject(request.dir);
    this.settings = readSettings(this.folder, {
      ...request.settings,
      ...(request.sandbox === true ? { target: 'sandbox' } : {}),
      ...(request.environment === undefined ? {} : { environment: request.environment }),
      ...(request.stack === undefined ? {} : { stack: request.stack }),
    });
    this.registry = openRegistry(request.config);
  }

  /** As asked for; undefined leaves it to the stack. */
  get environment(): string | undefined {
    return this.settings.environment.value as string | undefined;
  }

  async discover() {
    const [{ discover }, { ManifestFiles }] = await Promise.all([
      import('./core/discovery/discover.js'),
      import('./adapters/manifest-files/manifest-files.js'),
    ]);
    this.manifests = new ManifestFiles(this.folder);
    const look = () =>
      discover({
        files: this.manifests as NonNullable<typeof this.manifests>,
        registry: this.registry,
        environment: this.environment,
        stack: this.settings.stack.value as string | undefined,
        variables: { vars: parseVariables(this.request.vars ?? []), varFiles: this.request.varFiles, env: process.env },
        sets: this.request.sets,
        prices: () => this.prices(),
        target: { region: this.settings.region.origin === 'default' ? undefined : String(this.settings.region.value) },
      });
    const found = await look();
    if (this.request.installPlugins !== true) return found;
    const named = (code: string, name: RegExp) => [
      ...new Set(found.diagnostics.flatMap((d) => (d.code === code ? (name.exec(d.message)?.[1] ?? []) : []))),
    ];
    const missing = {
      kinds: named('UnknownKind', /"([A-Za-z0-9]+)"/),
      platforms: named('PANKA-RUNTIME-001', /'([a-z0-9-]+)'/),
    };
    if (missing.kinds.length + missing.platforms.length === 0) return found;
    const { registry, plugins } = await installMissingKinds(this.request.config, this.registry, missing);
    this.registry = registry;
    return plugins.length === 0 ? found : look();
  }

  async desire(application: Application): Promise<Desired> {
    const { prepareDesired } = await import('./core/execution/desired.js');
    const { digestFiles } = await import('./adapters/file-digests/digest-files.js');
    return prepareDesired({
      application,
      prices: () => this.prices(),
      registry: this.registry,
      digestFiles,
      pankaVersion: this.request.config.version,
    });
  }

  target(application?: Application): TargetIdentity {
    return new DeploymentPlace(this.settings, application).target;
  }

  /** The same with the account that the credentials are of. Throws WrongAccount where it isn't the one that is named. */
  async identity(application?: Application): Promise<TargetIdentity> {
    const place = new DeploymentPlace(this.settings, application);
    if (place.target.name === 'sandbox') return place.target;
    const { awsIdentity } = await import('./adapters/aws-target/aws-identity.js');
    const { version } = this.request.config;
    return awsIdentity({ settings: this.settings, version, region: place.region, expected: place.namedAccount });
  }

  /** Every resource that the translators would declare; the account is the one that is configured, else the sandbox's. */
  async render(application: Application): Promise<readonly RenderedResource[]> {
    const [{ lighterPulumi }, { containerBuilder }] = await Promise.all([
      import('./composition/lighter-pulumi.js'),
      import('./composition/container-builder.js'),
    ]);
    await lighterPulumi();
    const [{ renderApplication }, buildWith, desired] = await Promise.all([
      import('./adapters/render/render-application.js'),
      containerBuilder(),
      this.desire(application),
    ]);
    const { simulated, shownAccount } = new DeploymentPlace(this.settings, application);
    return renderApplication({ desired, target: { ...simulated, account: shownAccount }, buildWith });
  }

  /** Where the configuration says, opened once. */
  stores(): Promise<Stores> {
    this.opened ??= import('./adapters/configured-stores/open-stores.js').then(({ openStores }) =>
      openStores(this.storesRequest),
    );
    return this.opened;
  }

  private get storesRequest(): StoresRequest {
    const { version } = this.request.config;
    return { settings: this.settings, version, folders: sandboxFolders(this.folder), home: userFolder() };
  }

  async ports({ application, command, emit, at, id }: PortsRequest): Promise<DeploymentPorts> {
    const target = await this.identity(application);
    const [stores, { runIdentity }, { processLiveness }] = await Promise.all([
      this.stores(),
      import('./adapters/run-identity/run-identity.js'),
      import('./adapters/local-locks/process-identity.js'),
    ]);
    stores.watchSpool(emit);
    const keeping = await this.keeping(target.name, emit);
    return {
      state: stores.state,
      locks: stores.locks,
      target,
      emit,
      run: {
        ...(await runIdentity(command, this.folder)),
        ...(id === undefined ? {} : { id }),
        awsCaller: async () =>
          (await import('./adapters/configured-stores/aws-caller.js')).awsCaller(
            this.settings,
            this.request.config.version,
          ),
      },
      processAlive: processLiveness,
      ...(keeping && { keeper: keeping.keeper }),
      engine: async () => {
        const { openRuntime } = await import('./composition/open-runtime.js');
        const { settings, folder, request } = this;
        const kinds = await this.kindsInUse(stores.state, { application, at });
        const { installCli, config, isOnly = false } = request;
        const of = { settings, version: config.version, installCli, folder, isOnly };
        const runtimes = await usableRuntimes(this.registry);
        return openRuntime({ ...of, at, target, kinds, runtimes, store: stores.state, thread: keeping?.thread });
      },
    };
  }

  private async keeping(target: string, onSpool: EmitEvent): Promise<RunKeeping | undefined> {
    const { runKeeping } = await import('./composition/run-keeping.js');
    return runKeeping({ target, stores: this.storesRequest, onSpool, env: process.env });
  }

  textOf(file: string): string | undefined {
    try {
      return this.manifests?.text(file);
    } catch {
      return undefined;
    }
  }

  /** How the bucket and the table are; undefined where neither is used. Reads only. */
  async checkBackend(): Promise<BackendCheck | undefined> {
    const { backendsOf } = await import('./core/config/backends.js');
    const used = backendsOf(this.settings);
    if (used.state !== 's3' && used.locks !== 'dynamodb') return undefined;
    const [{ checkBackend }, { backendRequestOf }] = await Promise.all([
      import('./adapters/backend-setup/check-backend.js'),
      import('./adapters/backend-setup/backend-request-of.js'),
    ]);
    const { bucket, table, ...place } = backendRequestOf(this.settings, this.request.config.version);
    return checkBackend({
      ...place,
      ...(used.state === 's3' && bucket !== undefined ? { bucket } : {}),
      ...(used.locks === 'dynamodb' && table !== undefined ? { table } : {}),
    });
  }

  /** Whether a folder, or one above it, holds a stack. */
  static isProject(dir: string | undefined): boolean {
    try {
      return findProject(dir) !== '';
    } catch {
      return false;
    }
  }

  /** List prices that ship with Panka. */
  async prices(): Promise<PriceList> {
    const { readPrices } = await import('./adapters/price-files/read-prices.js');
    return readPrices(this.request.config.root);
  }

  /** The IAM policies that a run needs: one for state and locks where they are in AWS, then those of the stack. */
  async deploymentPolicies(application: Application, where: { account?: string; partition: string }) {
    const [{ stackPolicies }, { backendRequestOf }, { awsSettingsOf }] = await Promise.all([
      import('./core/iam/stack-policies.js'),
      import('./adapters/backend-setup/backend-request-of.js'),
      import('./adapters/aws-clients/aws-settings-of.js'),
    ]);
    const version = this.request.config.version;
    const { bucket, prefix, kmsKey, secretsKey, table } = backendRequestOf(this.settings, version);
    const { region, shownAccount } = new DeploymentPlace(this.settings, application);
    return stackPolicies(await this.desire(application), {
      partition: where.partition,
      account: where.account ?? shownAccount,
      region,
      bucket,
      prefix,
      kmsKey,
      secretsKey,
      keyRegion: awsSettingsOf(this.settings, version, 'state').region ?? region,
      table,
      tableRegion: awsSettingsOf(this.settings, version, 'locks').region ?? region,
    });
  }

  /** Region that an application is deployed to. */
  region(application: Application): string {
    return new DeploymentPlace(this.settings, application).region;
  }

  /** Folder of the simulated cloud. */
  get sandboxFolder(): string {
    return sandboxFolders(this.folder).cloud;
  }

  /** Kinds of the manifests and of what is deployed: a removed component is deleted by its kind's model. */
  async kindsInUse(
    store: StateStore,
    { application, at }: Pick<PortsRequest, 'application' | 'at'>,
  ): Promise<ReadonlyMap<string, LoadedKind>> {
    const deployed = Object.values((await readHead(store, at))?.components ?? {}).map((c) => c.kind);
    const installed = new Set(this.registry.entries.filter((e) => e.problem === undefined).map((e) => e.kind));
    const wanted = new Set([
      ...(application?.components.map((c) => c.kind) ?? []),
      ...deployed.filter((k) => installed.has(k)),
    ]);
    return new Map(await Promise.all([...wanted].map(async (kind) => [kind, await this.registry.load(kind)] as const)));
  }
}

/** Every platform that a plugin brings: what nothing uses any more is still to be deleted. One that is broken is in nobody's way. */
async function usableRuntimes(registry: Partial<RuntimeRegistry>): Promise<readonly LoadedRuntime[]> {
  const loading = (registry.runtimes ?? []).map(({ platform }) => registry.loadRuntime?.(platform));
  const settled = await Promise.allSettled(loading);
  return settled.flatMap((one) => (one.status === 'fulfilled' && one.value !== undefined ? [one.value] : []));
}

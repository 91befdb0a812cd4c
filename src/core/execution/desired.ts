import type { ComponentKind, ComponentOf, SharedPiece } from '../../sdk/index.js';
import type { PriceList } from '../cost/price-list.js';
import type { Application } from '../model/application.js';
import { componentDag, componentWaves } from '../model/component-waves.js';
import { pluginPlatformOf, pluginPlatforms } from '../model/platforms.js';
import { SHARED } from '../plan/resource-owner.js';
import { canonicalJson, sha256, specHash } from '../plan/spec-hash.js';
import type { LoadedRuntime, RuntimeRegistry } from '../registry/extension.js';
import type { KindRegistry, LoadedKind } from '../registry/kind-registry.js';

/** The application with everything that planning and deploying it takes. */
export interface Desired {
  readonly application: Application;
  readonly kinds: ReadonlyMap<string, LoadedKind>;
  /** Platforms of plugins that containers run on, by name; none where all run on ECS. */
  readonly runtimes?: ReadonlyMap<string, LoadedRuntime>;
  readonly components: ReadonlyMap<string, ComponentOf>;
  /** Addresses that each component needs. */
  readonly needsOf: ReadonlyMap<string, readonly string[]>;
  /** Wave of every component, from 1. */
  readonly waveOf: ReadonlyMap<string, number>;
  /** Content hash by address, `shared` included. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly needs: ReadonlySet<SharedPiece>;
  /** List prices, for what a plan changes in cost; read where there is something to price. */
  readonly prices?: () => Promise<PriceList>;
}

export interface DesiredRequest {
  readonly application: Application;
  readonly registry: KindRegistry & Partial<RuntimeRegistry>;
  /** sha256 of each file or folder, by the path given. */
  readonly digestFiles: (folder: string, paths: readonly string[]) => Promise<Readonly<Record<string, string>>>;
  readonly pankaVersion: string;
  readonly prices?: () => Promise<PriceList>;
}

/** Loads the kinds and hashes every component: what is equal to the last deployment needs no engine. */
export async function prepareDesired(request: DesiredRequest): Promise<Desired> {
  const { application, registry } = request;
  const kinds = await loadKinds(application, registry);
  const runtimes = await loadRuntimes(application, registry);
  const needs = sharedNeeds(application, { kinds, runtimes });
  const hashes = new Map<string, string>();
  for (const component of application.components) {
    const loaded = kinds.get(component.kind);
    if (loaded === undefined) continue;
    const paths = loaded.definition.files?.(component.spec) ?? [];
    const files = paths.length === 0 ? {} : await request.digestFiles(component.folder, paths);
    hashes.set(
      component.address,
      specHash({ component, plugin: loaded.plugin, runtime: runtimeOf(component, runtimes), files }),
    );
  }
  if (needs.size > 0) hashes.set(SHARED, sharedHash(request, needs));
  return {
    application,
    kinds,
    runtimes,
    components: new Map(application.components.map((c) => [c.address, c])),
    needsOf: componentDag(application).needs,
    waveOf: componentWaves(application),
    hashes,
    needs,
    ...(request.prices === undefined ? {} : { prices: request.prices }),
  };
}

/** The kinds of an application's components, by name. */
export async function loadKinds(
  { components }: Pick<Application, 'components'>,
  registry: KindRegistry,
): Promise<ReadonlyMap<string, LoadedKind>> {
  const names = [...new Set(components.map(({ kind }) => kind))];
  return new Map(await Promise.all(names.map(async (name) => [name, await registry.load(name)] as const)));
}

/** What plugins bring for the platforms of an application's containers. */
async function loadRuntimes(
  { components }: Pick<Application, 'components'>,
  registry: Partial<RuntimeRegistry>,
): Promise<ReadonlyMap<string, LoadedRuntime>> {
  const loaded = new Map<string, LoadedRuntime>();
  for (const platform of pluginPlatforms(components)) {
    const runtime = await registry.loadRuntime?.(platform);
    if (runtime !== undefined) loaded.set(platform, runtime);
  }
  return loaded;
}

function runtimeOf(component: ComponentOf, runtimes: ReadonlyMap<string, LoadedRuntime>) {
  return runtimes.get(pluginPlatformOf(component) ?? '')?.plugin;
}

export function kindOf(desired: Desired, kind: string): ComponentKind | undefined {
  return desired.kinds.get(kind)?.definition;
}

/** Components by wave, wave 1 first; `only` leaves out the others. */
export function wavesOfDesired(desired: Desired, only?: ReadonlySet<string>): readonly (readonly ComponentOf[])[] {
  const waves: ComponentOf[][] = [];
  for (const component of desired.application.components) {
    if (only !== undefined && !only.has(component.address)) continue;
    const index = (desired.waveOf.get(component.address) ?? 1) - 1;
    const wave = waves[index] ?? [];
    waves[index] = wave;
    wave.push(component);
  }
  return Array.from(waves, (wave) => wave ?? []);
}

function sharedNeeds(
  application: Application,
  { kinds, runtimes }: Required<Pick<Desired, 'kinds' | 'runtimes'>>,
): Set<SharedPiece> {
  const needs = new Set<SharedPiece>(application.infra.observability['dashboard'] === true ? ['dashboard'] : []);
  for (const component of application.components) {
    if (component.spec.external !== undefined) continue;
    const ofKind = kinds.get(component.kind)?.definition.needs?.(component.spec) ?? [];
    const ofPlatform = runtimes.get(pluginPlatformOf(component) ?? '')?.definition.needs?.(component) ?? [];
    for (const need of [...ofKind, ...ofPlatform])
      if (need !== 'alarmTopic' || hasAlarms(application, component)) needs.add(need);
  }
  return needs;
}

/** Where no alarm is on, nobody needs a topic for them. Source of the default: docs/manifests.md, Observability. */
function hasAlarms({ infra, environment }: Application, component: ComponentOf): boolean {
  const alarms = infra.observability['alarms'] as { enabled?: boolean } | undefined;
  return component.spec.alarms?.enabled ?? alarms?.enabled ?? environment.class === 'production';
}

function sharedHash({ application, pankaVersion }: DesiredRequest, needs: ReadonlySet<SharedPiece>): string {
  const { infra, stack, environment } = application;
  return sha256(
    canonicalJson({ infra, labels: stack.labels, environment, needs: [...needs].sort(), panka: pankaVersion }),
  );
}

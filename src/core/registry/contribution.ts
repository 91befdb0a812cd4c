import { CONTRACT_VERSION } from '../../sdk/index.js';
import type { PankaError } from '../diagnostics/panka-error.js';
import { BUILT_IN_PLATFORMS } from '../model/platforms.js';
import { pluginBroken, pluginContract, pluginOwnsSharedPackage } from './errors.js';
import type { PluginIdentity } from './kind-registry.js';
import { SHARED_PACKAGES } from './shared-packages.js';

/** The parts of a plugin's package.json that Panka reads. What a stranger wrote: nothing is trusted before it is checked. */
export interface PluginManifest {
  readonly name: string;
  readonly version: string;
  readonly panka?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly oclif?: { readonly hooks?: Readonly<Record<string, unknown>> };
}

/** An installed plugin, known from its package.json alone. */
export interface PluginSource {
  readonly plugin: PluginIdentity;
  readonly manifest: PluginManifest;
}

/** The `panka` field of a plugin's package.json, checked. */
export interface Contribution {
  readonly plugin: PluginIdentity;
  readonly kinds: readonly string[];
  /** Module within the package that exports the kinds: `./dist/index.js`. */
  readonly entry: string;
  /** Other extension points: `{runtimes: ['eks']}`. */
  readonly provides: Readonly<Record<string, readonly string[]>>;
  /** Why nothing of it can be used. */
  readonly problem?: PankaError;
}

const CONTRACTS: readonly number[] = [CONTRACT_VERSION];
const KIND_NAME = /^[A-Z][A-Za-z0-9]*$/;
const PLATFORM_NAME = /^[a-z][a-z0-9-]*$/;

/** What a package contributes; undefined for a package without a `panka` field (an oclif plugin with commands only). */
export function readContribution({ plugin, manifest }: PluginSource): Contribution | undefined {
  const field = manifest.panka;
  if (field === undefined) return undefined;
  const read = { plugin, kinds: kindNames(field), entry: entryOf(field), provides: providesOf(field) };
  const problem = ownedPackages(plugin, manifest) ?? contractProblem(plugin, field) ?? shapeProblem(plugin, field);
  return problem ? { ...read, problem } : read;
}

function ownedPackages(plugin: PluginIdentity, manifest: PluginManifest): PankaError | undefined {
  const owned = Object.keys(manifest.dependencies ?? {}).filter((name) => SHARED_PACKAGES.includes(name));
  return owned.length > 0 ? pluginOwnsSharedPackage(plugin, owned) : undefined;
}

function contractProblem(plugin: PluginIdentity, field: unknown): PankaError | undefined {
  const contract = member(field, 'contract');
  if (typeof contract !== 'number') return pluginBroken(plugin, '"panka.contract" in its package.json is not a number');
  return CONTRACTS.includes(contract) ? undefined : pluginContract(plugin, contract, CONTRACTS);
}

function shapeProblem(plugin: PluginIdentity, field: unknown): PankaError | undefined {
  const faults = [...kindFaults(field), ...entryFaults(field), ...providesFaults(field)];
  return faults.length > 0 ? pluginBroken(plugin, faults.join('; ')) : undefined;
}

function kindFaults(field: unknown): string[] {
  const kinds = member(field, 'kinds');
  if (kinds === undefined) return [];
  if (!Array.isArray(kinds)) return ['"panka.kinds" in its package.json is not a list'];
  const wrong = kinds.filter((kind) => typeof kind !== 'string' || !KIND_NAME.test(kind));
  return wrong.map((kind) => `"panka.kinds" holds ${JSON.stringify(kind)}, which is no kind's name`);
}

function entryFaults(field: unknown): string[] {
  const entry = member(field, 'entry');
  const inside = typeof entry === 'string' && entry.startsWith('./') && !entry.split('/').includes('..');
  return inside ? [] : ['"panka.entry" in its package.json is not a path within the package ("./dist/index.js")'];
}

function providesFaults(field: unknown): string[] {
  const provides = member(field, 'provides');
  if (provides === undefined) return [];
  const lists = typeof provides === 'object' && provides !== null ? Object.values(provides) : [undefined];
  if (!lists.every(isTextList)) return ['"panka.provides" in its package.json is not an object of lists of names'];
  const wrong = (providesOf(field)['runtimes'] ?? []).filter((name) => !isPlatformName(name));
  return wrong.map((name) => `"panka.provides.runtimes" holds ${JSON.stringify(name)}, which ${reasonAgainst(name)}`);
}

function isPlatformName(name: string): boolean {
  return PLATFORM_NAME.test(name) && !Object.hasOwn(BUILT_IN_PLATFORMS, name);
}

function reasonAgainst(platform: string): string {
  return Object.hasOwn(BUILT_IN_PLATFORMS, platform) ? 'Panka has itself' : "is no platform's name";
}

function kindNames(field: unknown): string[] {
  const kinds = member(field, 'kinds');
  return Array.isArray(kinds) ? kinds.filter((kind) => typeof kind === 'string' && KIND_NAME.test(kind)) : [];
}

function entryOf(field: unknown): string {
  const entry = member(field, 'entry');
  return typeof entry === 'string' ? entry : '';
}

function providesOf(field: unknown): Record<string, readonly string[]> {
  const provides = member(field, 'provides');
  if (typeof provides !== 'object' || provides === null) return {};
  return Object.fromEntries(
    Object.entries(provides).filter((entry): entry is [string, string[]] => isTextList(entry[1])),
  );
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

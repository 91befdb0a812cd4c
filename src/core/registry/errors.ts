import { EXIT, PankaError } from '../diagnostics/panka-error.js';
import type { PluginIdentity } from './kind-registry.js';

/** A manifest names a kind that no installed plugin provides. */
export function unknownKind(kind: string, known: { readonly package?: string; readonly nearest?: string }): PankaError {
  const suggestions = known.package
    ? [`panka plugins install ${known.package}`, 'add --install-plugins to this command']
    : [...(known.nearest ? [`did you mean "${known.nearest}"?`] : []), 'panka kinds'];
  const reason = known.package
    ? `needs the plugin ${known.package}, which is not installed`
    : 'is provided by no plugin';
  return new PankaError({
    code: 'UnknownKind',
    message: `kind "${kind}" ${reason}`,
    suggestions,
    exitCode: EXIT.input,
  });
}

/** Two installed plugins provide one kind; it cannot be used until one is gone. */
export function kindConflict(kind: string, plugins: readonly PluginIdentity[]): PankaError {
  return new PankaError({
    code: 'KindConflict',
    message: `kind "${kind}" is provided by ${plugins.map(label).join(' and ')}; remove one of them`,
    suggestions: plugins.filter((p) => p.type !== 'bundled').map((p) => `panka plugins uninstall ${p.name}`),
  });
}

/** Two installed plugins provide one platform of containers; it cannot be used until one is gone. */
export function platformConflict(platform: string, plugins: readonly PluginIdentity[]): PankaError {
  return new PankaError({
    code: 'PlatformConflict',
    message: `platform "${platform}" is provided by ${plugins.map(label).join(' and ')}; remove one of them`,
    suggestions: plugins.filter((p) => p.type !== 'bundled').map((p) => `panka plugins uninstall ${p.name}`),
  });
}

/** The plugin was built for a version of the contract that this Panka does not speak. */
export function pluginContract(plugin: PluginIdentity, built: number, supported: readonly number[]): PankaError {
  const newer = built > Math.max(...supported);
  return new PankaError({
    code: 'PluginContract',
    message: `plugin ${label(plugin)} was built for contract ${built}; this Panka supports ${supported.join(', ')}`,
    suggestions: newer ? ['update Panka: npm install --global panka@latest'] : [`panka plugins install ${plugin.name}`],
  });
}

/** The plugin cannot be read, imported, or exports something else than its contract says. */
export function pluginBroken(plugin: PluginIdentity, fault: string, cause?: unknown): PankaError {
  return new PankaError({
    code: 'PluginBroken',
    message: `plugin ${label(plugin)} cannot be used: ${fault}`,
    suggestions: [`panka plugins inspect ${plugin.name}`, ...removal(plugin)],
    cause,
  });
}

/** A plugin that brings its own copy of a shared package would break every other one. */
export function pluginOwnsSharedPackage(plugin: PluginIdentity, owned: readonly string[]): PankaError {
  return new PankaError({
    code: 'PluginOwnsSharedPackage',
    message: `plugin ${label(plugin)} has ${owned.join(', ')} in "dependencies"; Panka provides one copy for all`,
    suggestions: ['move it to "peerDependencies", marked optional in "peerDependenciesMeta"', ...removal(plugin)],
  });
}

/** A plugin with oclif hooks runs code in every command. */
export function pluginHasHooks(plugin: PluginIdentity, hooks: readonly string[]): PankaError {
  return new PankaError({
    code: 'PluginHasHooks',
    message: `plugin ${label(plugin)} wants to run code in every command (oclif hooks: ${hooks.join(', ')})`,
    suggestions: [`if you trust it: panka plugins install --allow-hooks ${plugin.name} …`],
  });
}

/** The same problem, met while the plugin was to be installed: it is not there, so it need not be removed. */
export function pluginRefused(plugin: PluginIdentity, problem: PankaError): PankaError {
  const own = [`panka plugins uninstall ${plugin.name}`, `panka plugins inspect ${plugin.name}`];
  return new PankaError({
    code: problem.code,
    message: `${label(plugin)} is refused, nothing was changed: ${problem.message}`,
    suggestions: problem.suggestions.filter((suggestion) => !own.includes(suggestion)),
    cause: problem.cause,
  });
}

function removal(plugin: PluginIdentity): string[] {
  return plugin.type === 'bundled' ? [] : [`panka plugins uninstall ${plugin.name}`];
}

function label(plugin: PluginIdentity): string {
  return `${plugin.name}@${plugin.version}`;
}

/** `runtime.platform` names a runtime that no plugin provides. Source of the rule id: kinds.md, 1.0. */
export function unknownRuntime(platform: string, packageName: string | undefined): PankaError {
  return new PankaError({
    code: 'UnknownRuntime',
    message: `runtime platform "${platform}" needs a plugin that is not installed`,
    suggestions: packageName ? [`panka plugins install ${packageName}`] : ['panka kinds'],
    exitCode: EXIT.input,
  });
}

/** A plugin (`name@version`) declares outputs that it did not publish for a component. */
export function outputsBroken(at: {
  readonly address: string;
  readonly kind: string;
  /** Left out where whoever passes the error on names it. */
  readonly plugin?: string;
  readonly names: readonly string[];
}): PankaError {
  const { address, names } = at;
  const kind = at.plugin === undefined ? `kind ${at.kind}` : `kind ${at.kind} of ${at.plugin}`;
  const what = names.map((name) => `"${name}"`).join(', ');
  return new PankaError({
    code: 'PluginOutputs',
    message: `${kind} declares output ${what} and did not publish it for "${address}"`,
    suggestions: [
      "report it to the author of the plugin: publish it, or say `when` it is there in the kind's `outputs`",
    ],
  });
}

import type { PankaError } from '../../core/diagnostics/panka-error.js';
import { type PluginSource, readContribution } from '../../core/registry/contribution.js';
import { pluginHasHooks, pluginRefused } from '../../core/registry/errors.js';
import { kindTable } from '../../core/registry/kind-table.js';
import { runtimeTable } from '../../core/registry/runtime-table.js';

/** What an install or update would leave behind, and who of it is new. */
export interface Admission {
  /** Every plugin there would be, the new ones included. */
  readonly plugins: readonly PluginSource[];
  /** Names of plugins that were not there, or in another version. */
  readonly changed: readonly string[];
  /** Names of plugins that may have oclif hooks. */
  readonly allowHooks: readonly string[];
}

/** Why the new plugins are refused; undefined: they may come in. Runs no code of theirs. */
export function refusal({ plugins, changed, allowHooks }: Admission): PankaError | undefined {
  const contributions = plugins.map(readContribution).filter((c) => c !== undefined);
  const entries = [...kindTable(contributions), ...runtimeTable(contributions)];
  for (const source of plugins.filter((p) => changed.includes(p.plugin.name))) {
    const { plugin } = source;
    const problem =
      contributions.find((c) => c.plugin === plugin)?.problem ??
      entries.find((e) => e.plugin === plugin && e.problem)?.problem ??
      (allowHooks.includes(plugin.name) ? undefined : hookProblem(source));
    if (problem) return pluginRefused(plugin, problem);
  }
  return undefined;
}

function hookProblem({ plugin, manifest }: PluginSource): PankaError | undefined {
  const hooks = Object.keys(manifest.oclif?.hooks ?? {});
  return hooks.length > 0 ? pluginHasHooks(plugin, hooks) : undefined;
}

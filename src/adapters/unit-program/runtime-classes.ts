import type { Desired } from '../../core/execution/desired.js';
import { pluginBroken } from '../../core/registry/errors.js';
import type { LoadedRuntime } from '../../core/registry/extension.js';
import type { RuntimeClass, RuntimeDefinition, SandboxModels } from '../../sdk/index.js';

/** The classes of the platforms that plugins bring, as far as the application uses them. Rejects with PluginBroken. */
export function runtimeClasses({ runtimes }: Pick<Desired, 'runtimes'>): Promise<readonly RuntimeClass[]> {
  return Promise.all([...(runtimes?.values() ?? [])].map((runtime) => loadRuntimePart(runtime, 'runtime')));
}

/** How the sandbox simulates what platforms of plugins declare. Rejects with PluginBroken. */
export function runtimeModels(runtimes: Iterable<LoadedRuntime>): Promise<readonly SandboxModels[]> {
  return Promise.all([...runtimes].map((runtime) => loadRuntimePart(runtime, 'sandbox')));
}

type Loaders = Required<Pick<RuntimeDefinition, 'runtime' | 'sandbox' | 'verifier'>>;
type Part = keyof Loaders;
type PartOf<P extends Part> = Awaited<ReturnType<Loaders[P]>>['default'];

/** A module that a platform loads when it is needed. Rejects with PluginBroken, which names the plugin. */
export async function loadRuntimePart<P extends Part>(
  { definition, plugin }: LoadedRuntime,
  part: P,
): Promise<PartOf<P>> {
  const load = definition[part] as () => Promise<{ readonly default?: PartOf<P> }>;
  const what = `the ${part} of platform ${definition.platform}`;
  const loaded = await load().catch((error: unknown) => {
    throw pluginBroken(plugin, `${what} cannot be loaded: ${error instanceof Error ? error.message : error}`, error);
  });
  if (loaded.default === undefined) throw pluginBroken(plugin, `${what} has no default export`);
  return loaded.default;
}

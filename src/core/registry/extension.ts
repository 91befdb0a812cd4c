import type { ComputeRuntime } from '../../sdk/index.js';
import type { PluginIdentity } from './kind-registry.js';

/** Built by the host's container like a translator: `static inject` names the services its constructor receives. */
export interface RuntimeClass {
  readonly inject?: readonly symbol[];
  // biome-ignore lint/suspicious/noExplicitAny: the services' types are known to the class alone
  new (...services: any[]): ComputeRuntime;
}

/** Compute runtimes that plugins bring (`panka.provides.runtimes`), for the tokens `runtime:<platform>`. */
export interface RuntimeRegistry {
  /** Platforms that installed plugins provide. */
  readonly runtimes: readonly { readonly platform: string; readonly plugin: PluginIdentity }[];
  /** Loads the class behind a platform. Rejects with UnknownRuntime, PluginBroken, PluginContract. */
  loadRuntime(platform: string): Promise<{ readonly runtime: RuntimeClass; readonly plugin: PluginIdentity }>;
}

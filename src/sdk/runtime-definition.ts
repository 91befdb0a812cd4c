import type { ApplicationView, ComponentOf, Finding } from './component-kind.js';
import type { SandboxModels } from './sandbox.js';
import type { ComputeRuntime } from './services/compute-runtime.js';

/** What a plugin contributes for one platform of containers: plain data, no Pulumi. Everything heavy is behind a lazy import. */
export interface RuntimeDefinition {
  /** Value of `runtime.platform`: `eks`. */
  readonly platform: string;
  /** One sentence. */
  readonly summary: string;
  /** What a manifest asks for and the platform does not have, beyond the rules of the kind. Called only when the schema holds. */
  readonly validate?: (component: ComponentOf, view: ApplicationView) => readonly Finding[];
  /** IAM actions that it takes beyond those of the kinds. */
  readonly iamActions: readonly string[];
  readonly runtime: () => Promise<{ readonly default: RuntimeClass }>;
  readonly sandbox: () => Promise<{ readonly default: SandboxModels }>;
}

/** Built by the host's container like a translator: `static inject` names the services its constructor receives. */
export interface RuntimeClass {
  readonly inject?: readonly symbol[];
  // biome-ignore lint/suspicious/noExplicitAny: the services' types are known to the class alone
  new (...services: any[]): ComputeRuntime;
}

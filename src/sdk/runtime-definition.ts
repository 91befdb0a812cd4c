import type { ApplicationView, ComponentOf, Finding, SharedPiece } from './component-kind.js';
import type { SandboxModels } from './sandbox.js';
import type { ComputeRuntime } from './services/compute-runtime.js';
import type { VerifierClass } from './verifier.js';

/** What a plugin contributes for one platform of containers: plain data, no Pulumi. Everything heavy is behind a lazy import. */
export interface RuntimeDefinition {
  /** Value of `runtime.platform`: `eks`. */
  readonly platform: string;
  /** One sentence. */
  readonly summary: string;
  /** What a manifest asks for and the platform does not have, beyond the rules of the kind. Called only when the schema holds. */
  readonly validate?: (component: ComponentOf, view: ApplicationView) => readonly Finding[];
  /** Pieces of the stack that it stands on, beyond the network and the topic of alarms that every workload has. */
  readonly needs?: (component: ComponentOf) => readonly SharedPiece[];
  /** IAM actions that it takes beyond those of the kinds. */
  readonly iamActions: readonly string[];
  /** Looks whether what it declared runs, in place of the kind's verifier, which knows ECS and Kubernetes only. */
  readonly verifier?: () => Promise<{ readonly default: VerifierClass }>;
  readonly runtime: () => Promise<{ readonly default: RuntimeClass }>;
  readonly sandbox: () => Promise<{ readonly default: SandboxModels }>;
}

/** Built by the host's container like a translator: `static inject` names the services its constructor receives. */
export interface RuntimeClass {
  readonly inject?: readonly symbol[];
  // biome-ignore lint/suspicious/noExplicitAny: the services' types are known to the class alone
  new (...services: any[]): ComputeRuntime;
}

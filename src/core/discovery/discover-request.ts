import type { PriceList } from '../cost/price-list.js';
import type { Policy } from '../policy/policy.js';
import type { RuntimeRegistry } from '../registry/extension.js';
import type { KindRegistry } from '../registry/kind-registry.js';
import type { ManifestSource } from './manifest-source.js';

export interface DiscoverRequest {
  readonly files: ManifestSource;
  readonly registry: KindRegistry & Partial<RuntimeRegistry>;
  /** Default: Stack.spec.defaultEnvironment, else the only environment that is declared, else `development`. */
  readonly environment?: string;
  /** Needed only where the folder holds several stacks. */
  readonly stack?: string;
  readonly variables?: {
    /** `--var NAME=value`. */
    readonly vars?: Readonly<Record<string, string>>;
    /** `--var-file`: YAML maps of name → value; relative paths are relative to the project folder. */
    readonly varFiles?: readonly string[];
    /** The process's environment; only `PANKA_VAR_*` is read. */
    readonly env?: Readonly<Record<string, string | undefined>>;
  };
  /** `--set service/component.spec.path=value`, in order. */
  readonly sets?: readonly string[];
  /** Where the run deploys to, if that is known: REGION and ACCOUNT where no manifest says them. */
  readonly target?: { readonly region?: string; readonly account?: string };
  /** Default: every built-in policy. */
  readonly policies?: readonly Policy[];
  /** List prices, asked for only where a budget is set. */
  readonly prices?: () => Promise<PriceList>;
  /** `YYYY-MM-DD`, for exceptions that expire. Default today, in UTC. */
  readonly today?: string;
}

import type { ApplicationView, ComponentOf, EnvironmentClass, InfraView, JsonObject } from '../../sdk/index.js';
import type { SourceLocation } from '../diagnostics/diagnostic.js';
import type { PolicyBook } from '../policy/policy-book.js';

/** A stack for one environment, discovered, merged and checked: what is to be deployed. */
export interface Application {
  readonly stack: StackModel;
  readonly environment: DeploymentEnvironment;
  readonly services: readonly ServiceModel[];
  readonly components: readonly ComponentOf[];
  readonly edges: readonly Edge[];
  readonly infra: InfraView;
  readonly view: ApplicationView;
  /** Absolute project folder. */
  readonly folder: string;
  /** sha256 over everything that was read and every variable: two equal digests mean equal applications. */
  readonly digest: string;
  /** Where the value at a JSON pointer within a component's document comes from (`/spec/runtime/cpu`). Parses on demand. */
  provenance(address: string, pointer: string): Provenance | undefined;
  /** The rules that hold here, built-in ones and those of Compliance. */
  readonly policies: PolicyBook;
}

export interface DeploymentEnvironment {
  readonly name: string;
  readonly class: EnvironmentClass;
  /** Where manifests say that the stack belongs; deploying elsewhere has to be refused. Undefined: nothing is said. */
  readonly region?: string;
  readonly account?: string;
}

export interface StackModel {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: JsonObject;
  readonly source?: SourceLocation;
}

export interface ServiceModel {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: JsonObject;
}

/** `from` needs `to`. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** `dependsOn`, `valueFrom`, `binding`, `trigger`, `target`, … */
  readonly reason: string;
  readonly source?: SourceLocation;
}

/** The layer that won for one value, and those that it overrode. Source of the order: docs/manifests.md, "Precedence". */
export interface Provenance {
  readonly layer: string;
  readonly value: unknown;
  readonly source?: SourceLocation;
  readonly overridden: readonly { readonly layer: string; readonly value: unknown; readonly source?: SourceLocation }[];
}

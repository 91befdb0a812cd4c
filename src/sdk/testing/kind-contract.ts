import type { ComponentKind } from '../component-kind.js';
import type { JsonObject } from '../json.js';
import { declarations } from './declarations.js';
import { defaultsAndNormalise } from './defaults-and-normalise.js';
import { deployedInSandbox } from './deployed-in-sandbox.js';
import { entryWeight } from './entry-weight.js';
import { lazyModules } from './lazy-modules.js';
import { outputs } from './outputs.js';
import { packageShape } from './package-shape.js';
import { readmeExamples } from './readme-examples.js';
import { renderedResources } from './rendered-resources.js';
import { schemaRules } from './schema-rules.js';
import type { ContractPart, It } from './subject.js';

/** Everything that a kind is asked for offline and without a deployment. */
export const kindParts: readonly ContractPart[] = [
  packageShape,
  entryWeight,
  schemaRules,
  readmeExamples,
  outputs,
  declarations,
  defaultsAndNormalise,
  lazyModules,
];

/** What becomes of every example of the README: its resources, and their life in the sandbox. */
export const deploymentParts: readonly ContractPart[] = [renderedResources, deployedInSandbox];

export interface KindContract<Spec> {
  /** What the plugin's entry exports. */
  readonly kind: ComponentKind<Spec>;
  /** Folder of the plugin's package.json. */
  readonly packageDir: string;
  readonly it: It;
  /** Groups the tests under the kind's name, where the runner can. */
  readonly describe?: (title: string, body: () => void) => unknown;
  /** Documents that the README's examples refer to and that the suite cannot make up; of a kind without a plugin: `external`. */
  readonly neighbours?: readonly JsonObject[];
  /** Folder of one JSON file per example with its rendered resources. UPDATE_GOLDEN=1 writes them; absent: not compared. */
  readonly golden?: string;
  /** Default: `kindParts` and `deploymentParts`. */
  readonly parts?: readonly ContractPart[];
}

/** The contract suite: declares, with the runner's own `it`, the tests that every component kind has to pass. */
export function kindContract<Spec>(contract: KindContract<Spec>): void {
  const { it, packageDir, neighbours, golden, describe = (_, body) => body() } = contract;
  const { parts = [...kindParts, ...deploymentParts] } = contract;
  const subject = { kind: contract.kind as unknown as ComponentKind, packageDir, neighbours, golden };
  describe(`kind ${subject.kind.kind} keeps the contract`, () => {
    for (const part of parts) part(subject, it);
  });
}

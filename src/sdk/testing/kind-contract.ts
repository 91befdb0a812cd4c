import type { ComponentKind } from '../component-kind.js';
import { declarations } from './declarations.js';
import { defaultsAndNormalise } from './defaults-and-normalise.js';
import { entryWeight } from './entry-weight.js';
import { lazyModules } from './lazy-modules.js';
import { outputs } from './outputs.js';
import { packageShape } from './package-shape.js';
import { readmeExamples } from './readme-examples.js';
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

export interface KindContract<Spec> {
  /** What the plugin's entry exports. */
  readonly kind: ComponentKind<Spec>;
  /** Folder of the plugin's package.json. */
  readonly packageDir: string;
  readonly it: It;
  /** Groups the tests under the kind's name, where the runner can. */
  readonly describe?: (title: string, body: () => void) => unknown;
  /** Default: all of `kindParts`. */
  readonly parts?: readonly ContractPart[];
}

/** The contract suite: declares, with the runner's own `it`, the tests that every component kind has to pass. */
export function kindContract<Spec>(contract: KindContract<Spec>): void {
  const { it, packageDir, describe = (_, body) => body(), parts = kindParts } = contract;
  const subject = { kind: contract.kind as unknown as ComponentKind, packageDir };
  describe(`kind ${subject.kind.kind} keeps the contract`, () => {
    for (const part of parts) part(subject, it);
  });
}

import type { ResolvedReference } from '../../../sdk/index.js';
import type { ManifestDocument } from '../documents/manifest-document.js';
import type { Report } from '../problems.js';
import { collectReferences } from '../references/collect-references.js';
import { ComponentIndex, type IndexOptions } from '../references/component-index.js';
import { injectionCollisions } from '../references/injected-variables.js';
import { type ReferenceProblem, resolveReferences, unknownExternalOutputs } from '../references/resolve-references.js';
import type { ComponentDraft } from './component-draft.js';
import { pluginFailed } from './plugin-failed.js';

export interface ResolvedAll {
  /** By address of the component that refers. */
  readonly references: ReadonlyMap<string, readonly ResolvedReference[]>;
  readonly index: IndexOptions;
}

/** Looks up the references of all components. A component whose kind could not be loaded counts as lost: it is there. */
export function resolveAll(
  drafts: readonly ComponentDraft[],
  components: ReadonlyMap<string, ManifestDocument>,
  options: IndexOptions,
  report: Report,
): ResolvedAll {
  const built = new Set(drafts.map((draft) => draft.address));
  const unusable = [...components]
    .filter(([address]) => !built.has(address))
    .map(([, document]) => document.metadata.name);
  const index = { ...options, lost: new Set([...options.lost, ...unusable]) };
  const lookup = new ComponentIndex<ComponentDraft>(drafts, index);
  const references = new Map<string, readonly ResolvedReference[]>();
  for (const draft of drafts) {
    const tell = (problem: ReferenceProblem) => {
      const { path, ...rest } = problem;
      report({ severity: 'error', ...rest, place: draft.place(path), component: draft.address, path: `/spec${path}` });
    };
    const resolved = resolveReferences(draft, written(draft, report), lookup, tell);
    for (const problem of unknownExternalOutputs(draft)) tell(problem);
    for (const collision of injectionCollisions(draft, resolved, lookup)) tell(collision);
    references.set(draft.address, resolved);
  }
  return { references, index };
}

function written(draft: ComponentDraft, report: Report): ReturnType<typeof collectReferences> {
  try {
    return collectReferences(draft.spec, draft.definition, draft.valid);
  } catch (error) {
    report(pluginFailed(draft.loaded, 'references', error, draft.document));
    return [];
  }
}

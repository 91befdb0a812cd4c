import type { ComponentOf, Finding } from '../../../sdk/index.js';
import type { Application } from '../../model/application.js';
import type { Report } from '../problems.js';
import type { ComponentDraft } from './component-draft.js';
import { pluginFailed } from './plugin-failed.js';

/** Runs each kind's own rules over its components whose schema holds. */
export function validateKinds(application: Application, drafts: readonly ComponentDraft[], report: Report): void {
  for (const [index, draft] of drafts.entries()) {
    if (!draft.valid) continue;
    for (const finding of findings(application.components[index]!, draft, application, report)) {
      const { path, ...rest } = finding;
      report({ ...rest, place: draft.place(path), component: draft.address, path: `/spec${path}` });
    }
  }
}

function findings(
  component: ComponentOf,
  draft: ComponentDraft,
  { view }: Application,
  report: Report,
): readonly Finding[] {
  try {
    return draft.definition.validate?.(component, view) ?? [];
  } catch (error) {
    report({
      ...pluginFailed(draft.loaded, 'validate', error),
      place: draft.place('', 'key'),
      component: draft.address,
    });
    return [];
  }
}

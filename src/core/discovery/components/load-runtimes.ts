import type { ComponentOf } from '../../../sdk/index.js';
import { isPankaError } from '../../diagnostics/panka-error.js';
import { pluginPlatformOf } from '../../model/platforms.js';
import type { LoadedRuntime, RuntimeRegistry } from '../../registry/extension.js';
import type { Report } from '../problems.js';
import type { ComponentDraft } from './component-draft.js';

/** Loads the platforms that components want of plugins, each once. One that is not there is reported where it is asked for. */
export async function loadRuntimes(
  drafts: readonly ComponentDraft[],
  components: readonly ComponentOf[],
  registry: Partial<RuntimeRegistry>,
  report: Report,
): Promise<ReadonlyMap<string, LoadedRuntime>> {
  const loaded = new Map<string, LoadedRuntime>();
  for (const [index, draft] of drafts.entries()) {
    const component = components[index];
    const platform = component === undefined || !draft.valid ? undefined : pluginPlatformOf(component);
    if (platform === undefined || loaded.has(platform)) continue;
    if (registry.runtimes?.some((runtime) => runtime.platform === platform) !== true) {
      missingRuntime(draft, platform, registry, report);
      continue;
    }
    try {
      const runtime = await registry.loadRuntime?.(platform);
      if (runtime !== undefined) loaded.set(platform, runtime);
    } catch (error) {
      if (!isPankaError(error)) throw error;
      reportAt(draft, { code: error.code, message: error.message, suggestion: error.suggestions[0] }, report);
    }
  }
  return loaded;
}

function missingRuntime(
  draft: ComponentDraft,
  platform: string,
  registry: Partial<RuntimeRegistry>,
  report: Report,
): void {
  const offered = registry.suggestRuntime?.(platform);
  reportAt(
    draft,
    {
      code: 'PANKA-RUNTIME-001',
      message: `runtime.platform '${platform}' of ${draft.definition.kind} ${draft.address} needs a plugin`,
      suggestion: offered === undefined ? 'platform: fargate' : `panka plugins install ${offered.package}`,
    },
    report,
  );
}

function reportAt(
  draft: ComponentDraft,
  problem: { readonly code: string; readonly message: string; readonly suggestion: string | undefined },
  report: Report,
): void {
  const path = '/runtime/platform';
  report({
    ...problem,
    severity: 'error',
    place: draft.place(path, 'value'),
    component: draft.address,
    path: `/spec${path}`,
  });
}

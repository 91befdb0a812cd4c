import type { JsonObject } from '../../../sdk/index.js';
import type { LoadedKind } from '../../registry/kind-registry.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import type { UserTags } from '../infra/user-tags.js';
import { conflictMessage, conflicts } from '../merge/conflicts.js';
import type { Layer } from '../merge/layer.js';
import { placeOf, setOptionOf } from '../merge/trace.js';
import type { Place, Problem, Report } from '../problems.js';
import { checkSchema } from '../schema/check-schema.js';
import type { JsonSchema } from '../schema/json-schema.js';
import { isObject } from '../values.js';
import { holdsUnresolved } from '../variables/unresolved.js';
import type { ComponentDraft } from './component-draft.js';
import type { LayerBuilder } from './layer-builder.js';
import { addressOf } from './load-kinds.js';

export interface DraftContext {
  readonly builder: LayerBuilder;
  readonly kinds: ReadonlyMap<string, LoadedKind>;
  /** The schema of a whole spec, by the kind's own. */
  readonly schemaOf: (kindSchema: object) => JsonSchema;
  readonly tags: Pick<UserTags, 'of'>;
  readonly show: (place: Place) => string;
  /** Some variable of the run could not be resolved. */
  readonly mayBeUnresolved: () => boolean;
  readonly report: Report;
}

/** Merges and checks the spec of each component whose kind could be loaded. */
export function buildDrafts(components: Iterable<ManifestDocument>, context: DraftContext): ComponentDraft[] {
  const drafts: ComponentDraft[] = [];
  for (const document of components) {
    const loaded = context.kinds.get(document.kind);
    if (loaded) drafts.push(buildDraft(document, loaded, context));
  }
  return drafts;
}

function buildDraft(document: ManifestDocument, loaded: LoadedKind, context: DraftContext): ComponentDraft {
  const { builder, report } = context;
  const address = addressOf(document);
  const { layers, merged } = builder.build(document, loaded);
  const checked = checkSchema(context.schemaOf(loaded.definition.schema), merged, {
    required: !isObject(merged['external']),
  });
  for (const problem of checked.problems) {
    const { pointer, side, code, message, suggestion } = problem;
    const option = setOptionOf(layers, merged, pointer);
    const where = option
      ? { message: `${message} (${option.name})` }
      : { message, place: placeOf(layers, merged, pointer, side) ?? placeIn(document, '/metadata/name') };
    report({ severity: 'error', code, ...where, component: address, path: `/spec${pointer}`, suggestion });
  }
  for (const problem of mergeConflicts(layers, merged, address, context)) report(problem);
  const spec = (
    checked.problems.some((problem) => problem.pointer === '') && !isObject(checked.value) ? merged : checked.value
  ) as JsonObject;
  const again = () => builder.build(document, loaded);
  return {
    address,
    name: document.metadata.name,
    service: document.metadata.service ?? '',
    document,
    loaded,
    definition: loaded.definition,
    spec,
    valid: checked.problems.length === 0 && !(context.mayBeUnresolved() && holdsUnresolved(spec)),
    tags: context.tags.of(document, spec),
    layers: () => again().layers,
    place: (pointer, side = 'value') => {
      const made = again();
      return placeOf(made.layers, made.merged, pointer, side) ?? placeIn(document, '/metadata/name');
    },
  };
}

function mergeConflicts(
  layers: readonly Layer[],
  merged: JsonObject,
  component: string,
  { show }: DraftContext,
): Problem[] {
  const manifest = layers.find((layer) => layer.rank === 'manifest')!;
  return layers
    .filter((layer) => layer.rank === 'component-infra')
    .flatMap((infra) =>
      conflicts(manifest, infra).map((conflict) => {
        const [lower, higher] = [
          placeOf([manifest], merged, conflict.pointer, 'value')!,
          placeOf([infra], merged, conflict.pointer, 'value')!,
        ];
        return {
          severity: 'error' as const,
          code: 'PANKA-MRG-001',
          message: conflictMessage(conflict, show(lower), show(higher)),
          place: higher,
          component,
          path: `/spec${conflict.pointer}`,
          suggestion: 'remove one of the two',
        };
      }),
    );
}

import type { JsonObject } from '../../../sdk/index.js';
import { meant } from '../../diagnostics/did-you-mean.js';
import { type ManifestDocument, placeIn, titleOf } from '../documents/manifest-document.js';
import { takeDirectives } from '../merge/directives.js';
import { mergeValues } from '../merge/merge-values.js';
import type { Report } from '../problems.js';

/** A document with the environment's patches laid over it; positions stay those of the base. */
export function patched(base: ManifestDocument, patches: readonly ManifestDocument[]): ManifestDocument {
  let spec = base.spec;
  for (const patch of patches) {
    const { value, directives } = takeDirectives(patch.spec);
    spec = mergeValues(spec, value, directives) as JsonObject;
  }
  const labels = Object.assign({}, base.metadata.labels, ...patches.map((patch) => patch.metadata.labels)) as Record<
    string,
    string
  >;
  return patches.length === 0 ? base : { ...base, spec, metadata: { ...base.metadata, labels } };
}

/** Patches of components by address; one that patches nothing is reported. */
export function componentOverlays(
  patches: readonly ManifestDocument[],
  components: ReadonlyMap<string, ManifestDocument>,
  lost: ReadonlySet<string>,
  report: Report,
): Map<string, ManifestDocument[]> {
  const overlays = new Map<string, ManifestDocument[]>();
  for (const patch of patches) {
    const address = `${patch.metadata.service}/${patch.metadata.name}`;
    const base = components.get(address);
    if (!base) {
      if (!lost.has(patch.metadata.name)) nothingToPatch(patch, address, [...components.keys()], report);
    } else if (base.kind !== patch.kind) {
      report({
        severity: 'error',
        code: 'OverlayWithoutBase',
        message: `${titleOf(patch)} patches a component that is of kind ${base.kind} in ${base.file}`,
        place: placeIn(patch, '/kind'),
        component: address,
        suggestion: `write "kind: ${base.kind}"`,
      });
    } else {
      const list = overlays.get(address);
      if (list) list.push(patch);
      else overlays.set(address, [patch]);
    }
  }
  return overlays;
}

export function nothingToPatch(
  patch: ManifestDocument,
  name: string,
  candidates: readonly string[],
  report: Report,
): void {
  report({
    severity: 'error',
    code: 'OverlayWithoutBase',
    message: `${titleOf(patch)} in the overlay of "${patch.overlay}" patches nothing: no such ${patch.group === 'components' ? 'component' : patch.kind} is declared outside of environments/`,
    place: placeIn(patch, '/metadata/name'),
    suggestion: meant(name, candidates),
  });
}

import type { ComponentKind, Json, JsonObject } from '../../../sdk/index.js';
import { valueAt } from '../../diagnostics/json-pointer.js';
import type { ManifestDocument } from '../documents/manifest-document.js';
import { INFRA_SCHEMAS } from '../infra-schemas/index.js';
import type { Layer } from '../merge/layer.js';
import { mergeValues } from '../merge/merge-values.js';
import type { VariableScope } from '../variables/variable-scope.js';
import { checkedSpec } from './build-infra-view.js';
import { nested } from './defaults-layer.js';
import { type Given, publicCidrs, stackZone, tracing } from './document-defaults.js';
import type { InfraDocuments, WholeKind } from './select-infra.js';

type Give = (value: Json, kind: ComponentKind, spec: JsonObject) => readonly Given[];

/** Settings of documents consumed as a whole that are defaults of components' fields. */
const SETTINGS: readonly { readonly kind: WholeKind; readonly from: string; readonly give: Give }[] = [
  { kind: 'Security', from: '/publicAccess/allowedCidrs', give: publicCidrs },
  { kind: 'Observability', from: '/tracing/enabled', give: tracing },
  { kind: 'Networking', from: '/dns/zone', give: stackZone },
];

interface Setting {
  readonly document: ManifestDocument;
  readonly rank: Layer['rank'];
  readonly from: string;
  readonly value: Json;
  readonly give: Give;
}

/** Layers that Networking, Security and Observability add to components' specs, right above the defaults of their kinds. */
export class DocumentLayers {
  readonly #infra: InfraDocuments;
  readonly #scope: VariableScope;
  #written: readonly Setting[] | undefined;

  constructor(infra: InfraDocuments, scope: VariableScope) {
    this.#infra = infra;
    this.#scope = scope;
  }

  /** `spec` is what the other layers make: whether a default is meant may depend on it. */
  layers(kind: ComponentKind, spec: JsonObject): readonly Layer[] {
    this.#written ??= this.#settings();
    return this.#written.flatMap(({ document, rank, from, value, give }) => {
      const given = give(value, kind, spec);
      if (given.length === 0) return [];
      return {
        name: `${document.kind} ${document.metadata.name}`,
        rank,
        document,
        value: given.reduce<Json>((all, one) => mergeValues(all, nested(one.path, one.value)), {}) as JsonObject,
        mappings: given.map(({ path }) => ({ from: `/spec${from}`, to: `/${path.join('/')}` })),
      };
    });
  }

  #settings(): readonly Setting[] {
    return (['base', 'environment'] as const).flatMap((slot) =>
      SETTINGS.flatMap(({ kind, from, give }) => {
        const document = this.#infra.whole[kind][slot];
        const value = document && valueAt(this.#specOf(document), from);
        if (document === undefined || value === undefined || value === null) return [];
        const rank = slot === 'base' ? ('document' as const) : ('document-environment' as const);
        return [{ document, rank, from, value: value as Json, give }];
      }),
    );
  }

  /** What is wrong with it was reported where the document was read as a whole. */
  #specOf(document: ManifestDocument): JsonObject {
    return checkedSpec(document, INFRA_SCHEMAS[document.kind]!, { scope: this.#scope, report: () => undefined });
  }
}

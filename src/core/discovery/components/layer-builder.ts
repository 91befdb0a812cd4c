import type { ComponentKind, EnvironmentClass, JsonObject } from '../../../sdk/index.js';
import type { LoadedKind } from '../../registry/kind-registry.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import { componentInfraContribution } from '../infra/component-infra.js';
import { type Contribution, defaultsContribution } from '../infra/defaults-layer.js';
import { DocumentLayers } from '../infra/document-layers.js';
import { environmentOf, type InfraDocuments } from '../infra/select-infra.js';
import { takeDirectives } from '../merge/directives.js';
import type { Layer, LayerRank } from '../merge/layer.js';
import { mergeLayers } from '../merge/merge-layers.js';
import { type SetOption, setPatch } from '../merge/set-option.js';
import type { Report } from '../problems.js';
import { holdsVariables, substitute } from '../variables/substitute.js';
import type { VariableScope } from '../variables/variable-scope.js';
import { pluginFailed } from './plugin-failed.js';

export interface LayerSources {
  readonly infra: InfraDocuments;
  readonly scope: VariableScope;
  readonly environment: string;
  readonly environmentClass: EnvironmentClass;
  /** Patches of the environment, by address. */
  readonly overlays: ReadonlyMap<string, readonly ManifestDocument[]>;
  readonly sets: readonly SetOption[];
  /** Stack.spec.infrastructure, if the Stack has it. */
  readonly stack: ManifestDocument;
  readonly report: Report;
}

/** A layer that is the same for every component of a kind and service, or has to be made for each. */
type Shared = Layer | ((scope: VariableScope) => Layer);

/** Makes the layers of each component's spec in the order of their precedence. Source: docs/manifests.md, "Precedence". */
export class LayerBuilder {
  readonly #sources: LayerSources;
  readonly #shared = new Map<string, { readonly layers: readonly Shared[]; readonly base?: JsonObject }>();

  readonly #documents: DocumentLayers;

  constructor(sources: LayerSources) {
    this.#sources = sources;
    this.#documents = new DocumentLayers(sources.infra, sources.scope);
  }

  /** Every layer of a component, low to high, and the spec that they make. */
  build(
    document: ManifestDocument,
    loaded: LoadedKind,
  ): { readonly layers: readonly Layer[]; readonly merged: JsonObject } {
    const { name, service = '' } = document.metadata;
    const address = `${service}/${name}`;
    const scope = this.#sources.scope.of(service, name);
    const shared = this.#sharedLayers(loaded, service);
    const below = shared.layers.map((layer) => (typeof layer === 'function' ? layer(scope) : layer));
    const own = this.#own(document, address, loaded, scope);
    const merged = mergeLayers(own, shared.base ?? mergeLayers(below));
    const set = this.#set(document, address, merged, loaded);
    const whole = mergeLayers(set, merged);
    const given = this.#documents.layers(loaded.definition, whole);
    if (given.length === 0) return { layers: [...below, ...own, ...set], merged: whole };
    const [ofKind, ...others] = below;
    const layers = [...(ofKind ? [ofKind] : []), ...given, ...others, ...own, ...set];
    return { layers, merged: mergeLayers(layers) };
  }

  #own(document: ManifestDocument, address: string, loaded: LoadedKind, scope: VariableScope): Layer[] {
    const { infra, overlays } = this.#sources;
    const manifest = this.#layer({
      name: 'manifest',
      rank: 'manifest',
      document,
      loaded,
      scope,
      contribute: wholeSpec,
    });
    const patches = infra.components.get(address);
    const overlaid = overlays.get(address);
    if (!patches && !overlaid) return [manifest];
    const contribute = componentInfraContribution;
    return [
      manifest,
      ...(patches ?? []).map((patch) =>
        this.#layer({
          name: nameOf(patch),
          rank: rankOf(patch, 'component-infra'),
          document: patch,
          loaded,
          scope,
          contribute,
        }),
      ),
      ...(overlaid ?? []).map((patch) =>
        this.#layer({
          name: `overlay ${patch.overlay}`,
          rank: 'overlay',
          document: patch,
          loaded,
          scope,
          contribute: wholeSpec,
        }),
      ),
    ];
  }

  #set(document: ManifestDocument, address: string, merged: JsonObject, loaded: LoadedKind): Layer[] {
    const layers: Layer[] = [];
    let current = merged;
    for (const option of this.#sources.sets) {
      if (option.address !== address) continue;
      const layer: Layer = {
        name: `--set ${option.written.slice(0, option.written.indexOf('='))}`,
        rank: 'set',
        value: this.#normalised(setPatch(current, option), loaded, document),
        mappings: [],
      };
      layers.push(layer);
      current = mergeLayers([layer], current);
    }
    return layers;
  }

  /** Layers below the manifest, made once for a kind and service where no variable is in them. */
  #sharedLayers(
    loaded: LoadedKind,
    service: string,
  ): { readonly layers: readonly Shared[]; readonly base?: JsonObject } {
    const key = `${loaded.definition.kind} ${this.#sources.infra.services.has(service) ? service : ''}`;
    let shared = this.#shared.get(key);
    if (!shared) {
      const layers = [this.#kindLayer(loaded), ...this.#infraLayers(loaded, service)];
      const fixed = layers.filter((layer): layer is Layer => typeof layer !== 'function');
      shared = { layers, ...(fixed.length === layers.length ? { base: mergeLayers(fixed) } : {}) };
      this.#shared.set(key, shared);
    }
    return shared;
  }

  #kindLayer(loaded: LoadedKind): Layer {
    const { definition } = loaded;
    const production = this.#sources.environmentClass === 'production';
    const common: JsonObject = definition.stateful && production ? { deletionProtection: true } : {};
    const defaults = {
      ...common,
      ...this.#guarded(loaded, 'defaults', () => definition.defaults?.(this.#sources.environmentClass)),
    };
    return {
      name: `defaults of ${definition.kind} for ${this.#sources.environmentClass}`,
      rank: 'kind',
      value: defaults,
      mappings: [],
    };
  }

  #infraLayers(loaded: LoadedKind, service: string): Shared[] {
    const { infra, stack } = this.#sources;
    const contribute = (spec: JsonObject, kind: ComponentKind) => defaultsContribution(spec, kind);
    const make = (document: ManifestDocument, rank: LayerRank): Shared => {
      const layer = (scope: VariableScope) =>
        this.#layer({ name: nameOf(document), rank, document, loaded, scope, contribute });
      return holdsVariables(document.spec) ? layer : layer(this.#sources.scope);
    };
    const ofStack = stack.spec['infrastructure'] === undefined ? [] : [this.#stackLayer(loaded)];
    return [
      ...ofStack,
      ...infra.defaults.map((document) => make(document, rankOf(document, 'infra'))),
      ...(infra.services.get(service) ?? []).map((document) => make(document, rankOf(document, 'service'))),
    ];
  }

  #stackLayer(loaded: LoadedKind): Shared {
    const { stack, scope } = this.#sources;
    const contribute = (spec: JsonObject, kind: ComponentKind): Contribution => {
      const given = defaultsContribution((spec['infrastructure'] ?? {}) as JsonObject, kind);
      return {
        value: given.value,
        mappings: given.mappings.map(({ from, to }) => ({ from: from.replace('/spec', '/spec/infrastructure'), to })),
      };
    };
    const layer = (own: VariableScope) =>
      this.#layer({ name: nameOf(stack), rank: 'infra', document: stack, loaded, scope: own, contribute });
    return holdsVariables(stack.spec['infrastructure']) ? layer : layer(scope);
  }

  #layer(request: {
    readonly name: string;
    readonly rank: LayerRank;
    readonly document: ManifestDocument;
    readonly loaded: LoadedKind;
    readonly scope: VariableScope;
    readonly contribute: (spec: JsonObject, kind: ComponentKind) => Contribution;
  }): Layer {
    const { name, rank, document, loaded, scope, contribute } = request;
    const origin = { place: (pointer: string) => placeIn(document, `/spec${pointer}`) };
    const spec = substitute(document.spec, scope, origin, this.#sources.report) as JsonObject;
    const given = contribute(spec, loaded.definition);
    const { value, directives } = takeDirectives(given.value);
    return {
      name,
      rank,
      value: this.#normalised(value, loaded, document),
      document,
      mappings: given.mappings,
      ...(directives ? { directives } : {}),
    };
  }

  /** Each layer is brought into the canonical form before they are merged: two shapes of one field must not replace each other. */
  #normalised(value: JsonObject, loaded: LoadedKind, document: ManifestDocument): JsonObject {
    return this.#guarded(loaded, 'normalise', () => loaded.definition.normalise?.(value), document) ?? value;
  }

  #guarded(
    loaded: LoadedKind,
    member: string,
    run: () => JsonObject | undefined,
    document?: ManifestDocument,
  ): JsonObject | undefined {
    try {
      return run();
    } catch (error) {
      this.#sources.report(pluginFailed(loaded, member, error, document));
      return undefined;
    }
  }
}

const SPEC = [{ from: '/spec', to: '' }];

function wholeSpec(spec: JsonObject): Contribution {
  return { value: spec, mappings: SPEC };
}

function nameOf(document: ManifestDocument): string {
  return `${document.kind} ${document.metadata.name}`;
}

function rankOf(document: ManifestDocument, rank: 'infra' | 'service' | 'component-infra'): LayerRank {
  return environmentOf(document) === undefined ? rank : `${rank}-environment`;
}

import type { Json, JsonObject } from '../../../sdk/index.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import type { Place, Report } from '../problems.js';
import type { CoreDocuments } from '../stack/core-documents.js';
import { isObject } from '../values.js';
import { holdsVariables, substitute } from '../variables/substitute.js';
import type { VariableScope } from '../variables/variable-scope.js';
import type { InfraDocuments } from './select-infra.js';

export type Tags = Readonly<Record<string, string>>;

/** Tags of one origin, and where they stand. */
interface TagSource {
  readonly tags: Json | undefined;
  readonly place?: (pointer: string) => Place;
}

/**
 * Tags that users give, low to high: labels of the Stack, its tags, labels of the Service, its tags, tags of the environment, of
 * InfraDefaults, of ServiceInfraDefaults, of the component. Source: docs/manifests.md, "Tags".
 */
export class UserTags {
  readonly #core: CoreDocuments;
  readonly #infra: InfraDocuments;
  readonly #scope: VariableScope;
  readonly #report: Report;
  /** Inherited tags by service, where no variable makes them differ by component. */
  readonly #inherited = new Map<string, Tags>();

  constructor(core: CoreDocuments, infra: InfraDocuments, scope: VariableScope, report: Report) {
    this.#core = core;
    this.#infra = infra;
    this.#scope = scope;
    this.#report = report;
  }

  of({ metadata }: ManifestDocument, spec: JsonObject): Tags {
    const inherited = this.#ofService(metadata.service ?? '', metadata.name);
    return spec['tags'] === undefined ? inherited : { ...inherited, ...texts(spec['tags']) };
  }

  #ofService(service: string, component: string): Tags {
    const known = this.#inherited.get(service);
    if (known) return known;
    const sources = this.#sources(service);
    const scope = this.#scope.of(service, component);
    const tags = Object.assign({}, ...sources.map((source) => texts(this.#resolved(source, scope)))) as Tags;
    if (!sources.some((source) => holdsVariables(source.tags))) this.#inherited.set(service, tags);
    return tags;
  }

  #sources(name: string): TagSource[] {
    const { stack, services, environment } = this.#core;
    const service = services.get(name);
    const infrastructure = stack.spec['infrastructure'];
    return [
      { tags: stack.metadata.labels },
      ofSpec(stack),
      ...(service ? [{ tags: service.metadata.labels }, ofSpec(service)] : []),
      ...environment.map(({ spec, place }) => ({
        tags: spec['tags'],
        place: (pointer: string) => place(`/tags${pointer}`),
      })),
      {
        tags: isObject(infrastructure) ? infrastructure['tags'] : undefined,
        place: (pointer) => placeIn(stack, `/spec/infrastructure/tags${pointer}`),
      },
      ...this.#infra.defaults.map(ofSpec),
      ...(this.#infra.services.get(name) ?? []).map(ofSpec),
    ];
  }

  #resolved({ tags, place }: TagSource, scope: VariableScope): Json {
    if (tags === undefined) return null;
    return place ? substitute(tags, scope, { place }, this.#report) : tags;
  }
}

function ofSpec(document: ManifestDocument): TagSource {
  return { tags: document.spec['tags'], place: (pointer) => placeIn(document, `/spec/tags${pointer}`) };
}

/** Numbers and booleans are written as text; what is no scalar was reported by the schema. */
function texts(tags: Json): Record<string, string> {
  if (!isObject(tags)) return {};
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) => (typeof value === 'object' ? [] : [[key, String(value)]])),
  );
}

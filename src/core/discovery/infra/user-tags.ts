import type { Json, JsonObject } from '../../../sdk/index.js';
import type { ManifestDocument } from '../documents/manifest-document.js';
import type { CoreDocuments } from '../stack/core-documents.js';
import { isObject } from '../values.js';
import { substitute } from '../variables/substitute.js';
import type { VariableScope } from '../variables/variable-scope.js';
import type { InfraDocuments } from './select-infra.js';

/**
 * Tags that users give, low to high: labels of the Stack, its tags, labels of the Service, its tags, tags of the environment, of
 * InfraDefaults, of ServiceInfraDefaults, of the component. Source: docs/manifests.md, "Tags".
 */
export function tagsOf(
  core: CoreDocuments,
  infra: InfraDocuments,
  scope: VariableScope,
): (document: ManifestDocument, spec: JsonObject) => Readonly<Record<string, string>> {
  const texts = (tags: Json | undefined, service?: string) =>
    textsOf(tags === undefined ? {} : substitute(tags, scope.of(service), NOWHERE, ignore));
  const ofStack = { ...core.stack.metadata.labels, ...texts(core.stack.spec['tags']) };
  const ofEnvironment = Object.assign({}, ...core.environment.map(({ spec }) => texts(spec['tags']))) as Record<
    string,
    string
  >;
  const infrastructure = core.stack.spec['infrastructure'];
  const ofDefaults = Object.assign(
    {},
    texts(isObject(infrastructure) ? infrastructure['tags'] : undefined),
    ...infra.defaults.map(({ spec }) => texts(spec['tags'])),
  ) as Record<string, string>;
  const byService = new Map<string, Readonly<Record<string, string>>>();
  return ({ metadata }, spec) => {
    const name = metadata.service ?? '';
    let inherited = byService.get(name);
    if (!inherited) {
      const service = core.services.get(name);
      const ofInfra = (infra.services.get(name) ?? []).map((document) => texts(document.spec['tags'], name));
      inherited = Object.assign(
        {},
        ofStack,
        service?.metadata.labels,
        texts(service?.spec['tags'], name),
        ofEnvironment,
        ofDefaults,
        ...ofInfra,
      ) as Record<string, string>;
      byService.set(name, inherited);
    }
    return spec['tags'] === undefined ? inherited : { ...inherited, ...textsOf(spec['tags']) };
  };
}

/** Undefined variables in tags are reported where the documents are checked. */
const NOWHERE = { place: () => undefined };
const ignore = () => undefined;

function textsOf(tags: unknown): Record<string, string> {
  if (!isObject(tags)) return {};
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) => (typeof value === 'object' ? [] : [[key, String(value)]])),
  );
}

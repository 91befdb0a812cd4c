import type { JsonObject } from '../../../sdk/index.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import type { Place, Report } from '../problems.js';
import { substitute } from '../variables/substitute.js';
import type { VariableScope } from '../variables/variable-scope.js';
import type { CoreDocuments } from './core-documents.js';

/** Fields that are looked up, not substituted: variables where they are used, defaults where a component takes them. */
const LATER = ['variables', 'infrastructure', 'environments'];

/** Stack, services and environment with the variables in their own fields substituted. */
export function resolveCore(core: CoreDocuments, scope: VariableScope, report: Report): CoreDocuments {
  const resolved = (document: ManifestDocument, own: VariableScope): ManifestDocument => ({
    ...document,
    spec: substituteFields(document.spec, own, (pointer) => placeIn(document, `/spec${pointer}`), report),
  });
  return {
    stack: resolved(core.stack, scope),
    services: new Map([...core.services].map(([name, service]) => [name, resolved(service, scope.of(name))])),
    environment: core.environment.map(({ spec, place }) => ({
      spec: substituteFields(spec, scope, place, report),
      place,
    })),
  };
}

function substituteFields(
  spec: JsonObject,
  scope: VariableScope,
  place: (pointer: string) => Place,
  report: Report,
): JsonObject {
  const later = Object.fromEntries(Object.entries(spec).filter(([field]) => LATER.includes(field)));
  const now = Object.fromEntries(Object.entries(spec).filter(([field]) => !LATER.includes(field)));
  return { ...(substitute(now, scope, { place }, report) as JsonObject), ...later };
}

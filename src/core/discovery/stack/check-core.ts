import type { Json } from '../../../sdk/index.js';
import { meant } from '../../diagnostics/did-you-mean.js';
import { pointerOf } from '../../diagnostics/json-pointer.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import type { Place, Report } from '../problems.js';
import { checkSchema } from '../schema/check-schema.js';
import type { JsonSchema } from '../schema/json-schema.js';
import { isObject } from '../values.js';
import type { CoreDocuments } from './core-documents.js';

/** Checks the Stack, the services and the settings of the environment. */
export function checkCore(
  core: CoreDocuments,
  documents: readonly ManifestDocument[],
  schemas: Readonly<Record<string, JsonSchema>>,
  report: Report,
): void {
  for (const document of [core.stack, ...documents.filter((one) => one.group === 'core')]) {
    check(
      document.spec,
      schemas[document.kind]!,
      (pointer, side) => placeIn(document, `/spec${pointer}`, side),
      report,
    );
  }
  for (const { spec, place } of core.environment)
    check(spec, schemas['Environment']!, (pointer, side) => ({ ...place(pointer), side }), report);
  for (const service of core.services.values()) checkServices(service, core, report);
}

function check(
  spec: Json,
  schema: JsonSchema,
  place: (pointer: string, side: Place['side']) => Place,
  report: Report,
): void {
  const value =
    isObject(spec) && spec['variables'] !== undefined ? { ...spec, variables: names(spec['variables']) } : spec;
  for (const problem of checkSchema(schema, value).problems) {
    const { pointer, side, code, message, suggestion } = problem;
    report({ severity: 'error', code, message, place: place(pointer, side), suggestion });
  }
}

/** Values of variables are checked where they are used; here only their names are. */
function names(variables: Json | undefined): Json {
  return isObject(variables)
    ? Object.fromEntries(Object.keys(variables).map((name) => [name, true]))
    : (variables ?? null);
}

/** `dependsOn` of a Service is for readers, and is kept honest all the same. */
function checkServices(service: ManifestDocument, core: CoreDocuments, report: Report): void {
  const given = service.spec['dependsOn'];
  if (!Array.isArray(given)) return;
  for (const [index, name] of given.entries()) {
    if (typeof name !== 'string' || core.services.has(name)) continue;
    report({
      severity: 'error',
      code: 'UnknownService',
      message: `there is no service "${name}"`,
      place: placeIn(service, pointerOf(['spec', 'dependsOn', index])),
      suggestion: meant(name, core.services.keys()),
    });
  }
}

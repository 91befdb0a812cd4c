import type { Json, JsonObject } from '../../../sdk/index.js';
import { meant } from '../../diagnostics/did-you-mean.js';
import { pointerOf } from '../../diagnostics/json-pointer.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import type { Place, Report } from '../problems.js';
import { checkSchema } from '../schema/check-schema.js';
import type { JsonSchema } from '../schema/json-schema.js';
import { isObject } from '../values.js';
import { substitute } from '../variables/substitute.js';
import type { VariableScope } from '../variables/variable-scope.js';
import type { CoreDocuments } from './core-documents.js';

export interface CoreCheck {
  /** As it was written, without patches: those are checked on their own. */
  readonly stack: ManifestDocument;
  readonly core: CoreDocuments;
  readonly documents: readonly ManifestDocument[];
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  readonly scope: VariableScope;
  readonly report: Report;
}

/** Checks the Stack, the services, the environments and the patches of them. */
export function checkCore({ stack, core, documents, schemas, scope, report }: CoreCheck): void {
  for (const document of [stack, ...documents.filter((one) => one.group === 'core')]) {
    const place = (pointer: string, side?: Place['side']) => placeIn(document, `/spec${pointer}`, side);
    check(document.spec, schemas[document.kind]!, { scope, place, report });
  }
  for (const { spec, place } of core.environment) {
    check(spec, schemas['Environment']!, { scope, place: (pointer, side) => ({ ...place(pointer), side }), report });
  }
  for (const service of core.services.values()) checkServices(service, core, report);
}

interface Where {
  readonly scope: VariableScope;
  readonly place: (pointer: string, side?: Place['side']) => Place;
  readonly report: Report;
}

/** Variables that cannot be resolved are reported where the documents are resolved for the chosen environment. */
function check(spec: JsonObject, schema: JsonSchema, { scope, place, report }: Where): void {
  const value = spec['variables'] === undefined ? spec : { ...spec, variables: names(spec['variables']) };
  const resolved = substitute(value, scope, { place }, () => undefined);
  for (const problem of checkSchema(schema, resolved).problems) {
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

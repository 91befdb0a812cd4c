import type { EnvironmentClass, InfraView, Json, JsonObject } from '../../../sdk/index.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import { takeDirectives } from '../merge/directives.js';
import { mergeValues } from '../merge/merge-values.js';
import type { Report } from '../problems.js';
import { checkSchema } from '../schema/check-schema.js';
import type { JsonSchema } from '../schema/json-schema.js';
import { isObject } from '../values.js';
import { substitute } from '../variables/substitute.js';
import type { VariableScope } from '../variables/variable-scope.js';
import { classDefaults } from './class-defaults.js';
import type { InfraDocuments, WholeKind } from './select-infra.js';

export interface InfraRequest {
  readonly infra: InfraDocuments;
  readonly stack: ManifestDocument;
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  readonly scope: VariableScope;
  readonly environmentClass: EnvironmentClass;
  readonly report: Report;
}

/** The infrastructure documents as components see them: variables substituted, checked, merged, completed. */
export function buildInfraView(request: InfraRequest): InfraView {
  const { infra } = request;
  const networking = wholeDocument('Networking', request);
  const added =
    networking && isObject(request.stack.spec['networking'])
      ? withStackNetworking(networking, request.stack.spec['networking'])
      : networking;
  return {
    defaults: mergedDefaults(request),
    ...(added && (infra.whole.Networking.base || infra.whole.Networking.environment) ? { networking: added } : {}),
    security: wholeDocument('Security', request) ?? {},
    observability: wholeDocument('Observability', request) ?? {},
    compliance: wholeDocument('Compliance', request) ?? {},
  };
}

function wholeDocument(kind: WholeKind, request: InfraRequest): JsonObject | undefined {
  const { base, environment } = request.infra.whole[kind];
  const first = base ?? environment;
  if (kind === 'Networking' && !first) return undefined;
  const schema = request.schemas[kind]!;
  let merged: Json = {};
  for (const document of [base, environment]) {
    if (!document) continue;
    const { value, directives } = takeDirectives(checkedSpec(document, schema, request));
    merged = mergeValues(merged, value, directives);
  }
  const complete = mergeValues(classDefaults(kind, request.environmentClass), merged) as JsonObject;
  const checked = checkSchema(schema, complete);
  for (const problem of checked.problems) {
    if (problem.code !== 'MissingField' || !first) continue;
    const { pointer, side, code, message, suggestion } = problem;
    request.report({ severity: 'error', code, message, place: placeIn(first, `/spec${pointer}`, side), suggestion });
  }
  return checked.value as JsonObject;
}

/** The spec with its variables substituted; what is wrong with it is reported at its own places. */
export function checkedSpec(
  document: ManifestDocument,
  schema: JsonSchema,
  { scope, report }: Pick<InfraRequest, 'scope' | 'report'>,
): JsonObject {
  const spec = substitute(
    document.spec,
    scope,
    { place: (pointer) => placeIn(document, `/spec${pointer}`) },
    report,
  ) as JsonObject;
  const checked = checkSchema(schema, spec, { required: false, defaults: false });
  for (const { pointer, side, code, message, suggestion } of checked.problems) {
    report({ severity: 'error', code, message, place: placeIn(document, `/spec${pointer}`, side), suggestion });
  }
  return isObject(checked.value) ? checked.value : {};
}

function mergedDefaults({ infra, stack, scope }: InfraRequest): JsonObject {
  let merged: Json = (stack.spec['infrastructure'] ?? {}) as JsonObject;
  for (const document of infra.defaults) {
    const { value, directives } = takeDirectives(document.spec);
    merged = mergeValues(merged, value, directives);
  }
  return substitute(merged, scope, { place: () => undefined }, () => undefined) as JsonObject;
}

/** Ingress rules of the Stack itself (an older place for them) come first. */
function withStackNetworking(networking: JsonObject, given: JsonObject): JsonObject {
  const rules = isObject(given['securityGroup']) ? given['securityGroup']['ingress'] : undefined;
  if (!Array.isArray(rules)) return networking;
  const group = isObject(networking['securityGroup']) ? networking['securityGroup'] : {};
  const own = Array.isArray(group['ingress']) ? group['ingress'] : [];
  return { ...networking, securityGroup: { ...group, ingress: [...rules, ...own] } };
}

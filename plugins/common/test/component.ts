import { Value } from '@sinclair/typebox/value';
import type {
  ApplicationView,
  ComponentKind,
  ComponentOf,
  EnvironmentClass,
  Finding,
  JsonObject,
  ResolvedReference,
} from 'panka/sdk';

const COMMON = ['dependsOn', 'tags', 'name', 'deletionPolicy', 'deletionProtection', 'alarms', 'timeouts', 'bindings'];

export interface Written {
  readonly name?: string;
  readonly environmentClass?: EnvironmentClass;
  readonly folder?: string;
  readonly references?: readonly ResolvedReference[];
}

/** A component as discovery would hand it over: normalised, defaults filled in, checked against the kind's schema. */
export function componentOf<Spec>(
  kind: ComponentKind<Spec>,
  written: JsonObject,
  also: Written = {},
): ComponentOf<Spec> {
  const environmentClass = also.environmentClass ?? 'development';
  const canonical = kind.normalise?.(written) ?? written;
  const spec = merge(kind.defaults?.(environmentClass) ?? {}, canonical);
  const common = Object.fromEntries(Object.entries(spec).filter(([field]) => COMMON.includes(field)));
  const own = Object.fromEntries(Object.entries(spec).filter(([field]) => !COMMON.includes(field)));
  const complete = Value.Default(kind.schema, Value.Clone(own)) as JsonObject;
  const [error] = Value.Errors(kind.schema, complete);
  if (error !== undefined) throw new Error(`${error.path}: ${error.message}`);
  const name = also.name ?? 'thing';
  return {
    address: `api/${name}`,
    name,
    service: 'api',
    stack: 'shop',
    environment: environmentClass === 'production' ? 'prod' : 'dev',
    environmentClass,
    kind: kind.kind,
    spec: { ...complete, ...common } as ComponentOf<Spec>['spec'],
    tags: {},
    labels: {},
    folder: also.folder ?? '/nowhere',
    references: also.references ?? [],
  };
}

/** An application of these components and infrastructure documents. */
export function viewOf(
  components: readonly ComponentOf<unknown>[] = [],
  infra: Partial<ApplicationView['infra']> = {},
): ApplicationView {
  const all = components as unknown as readonly ComponentOf[];
  return {
    components: all,
    environmentClass: all[0]?.environmentClass ?? 'development',
    infra: { defaults: {}, security: {}, observability: {}, compliance: {}, ...infra },
    find: (reference, from) =>
      all.find((c) => c.address === (reference.includes('/') ? reference : `${from.service}/${reference}`)),
  };
}

/** What a kind finds wrong in a spec, seen alone. */
export function findings<Spec>(kind: ComponentKind<Spec>, written: JsonObject, also: Written = {}): readonly Finding[] {
  const component = componentOf(kind, written, also);
  return kind.validate?.(component, viewOf([component])) ?? [];
}

/** `CODE message` of each finding. */
export function told(list: readonly Finding[]): string[] {
  return list.map((finding) => `${finding.code} ${finding.message}`);
}

function merge(low: JsonObject, high: JsonObject): JsonObject {
  const out: Record<string, JsonObject[string]> = { ...low };
  for (const [key, value] of Object.entries(high)) {
    const below = out[key];
    out[key] = isMap(below) && isMap(value) ? merge(below, value) : value;
  }
  return out;
}

function isMap(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { type Static, Type } from '@sinclair/typebox';
import type { ComponentOf, Consumption, Json, JsonObject, TranslateContext, Workload } from 'panka/sdk';
import { isMap, mapField } from './normalise.js';
import { strict } from './schema-fields.js';

type Variable = Workload['environment'][number];

export const environmentField = Type.Optional(
  Type.Array(
    strict(
      {
        name: Type.String({ minLength: 1, pattern: '^[^=\\s]+$', description: 'Name of the variable' }),
        value: Type.Optional(Type.String({ description: 'Its value; exactly one of value and valueFrom' })),
        valueFrom: Type.Optional(
          strict(
            {
              component: Type.String({ description: '`name` or `service/name` of the component that publishes it' }),
              output: Type.String({ description: 'Name of the output' }),
            },
            { description: 'Output of another component; waits for it, opens its ports, grants its default access' },
          ),
        ),
      },
      { description: 'One variable' },
    ),
    { description: 'Environment variables: a list of {name, value | valueFrom}, or a map' },
  ),
);

export type EnvironmentEntry = NonNullable<Static<typeof environmentField>>[number];

/** A map of variables becomes the list; values that are numbers or booleans become text. */
export function normaliseEnvironment(spec: JsonObject): JsonObject {
  return mapField(spec, 'environment', (environment) => {
    if (Array.isArray(environment)) return environment.map((entry) => (isMap(entry) ? textValue(entry) : entry));
    if (!isMap(environment)) return environment;
    return Object.entries(environment).map(([name, value]) =>
      isMap(value) ? textValue({ name, ...value }) : textValue({ name, value }),
    );
  });
}

function textValue(entry: JsonObject): JsonObject {
  return mapField(entry, 'value', (value) =>
    typeof value === 'number' || typeof value === 'boolean' ? String(value) : value,
  );
}

/** `<PREFIX>_<NAME>`; an empty prefix adds nothing. */
export function prefixed(prefix: string, name: string): string {
  if (prefix === '') return name;
  return prefix.endsWith('_') ? `${prefix}${name}` : `${prefix}_${name}`;
}

/** What a consumption injects, with its prefix; nothing where the reference asks for nothing. */
export function injectedNames<T>(
  consumption: Consumption,
  values: Readonly<Record<string, T>>,
): readonly [string, T][] {
  const { inject } = consumption.reference;
  if (inject === undefined || inject === false) return [];
  return Object.entries(values).map(([name, value]) => [prefixed(inject.prefix, name), value]);
}

/**
 * Every variable of a container: the manifest's in its order, then what bindings inject, by name so that the order of
 * bindings changes nothing. A name in `taken` (secrets) or in the manifest wins over an injected one.
 */
export function environmentOf(
  component: ComponentOf<{ readonly environment?: readonly EnvironmentEntry[] }>,
  context: TranslateContext,
  taken: ReadonlySet<string>,
): readonly Variable[] {
  const explicit = (component.spec.environment ?? []).map(
    (entry, index): Variable => ({ name: entry.name, value: variableValue(component, context, { entry, index }) }),
  );
  const names = new Set([...taken, ...explicit.map((v) => v.name)]);
  const injected = new Map<string, Variable['value']>();
  for (const consumption of context.consumed) {
    const variables = consumption.provider.provides.variables?.(consumption.access) ?? {};
    for (const [name, value] of injectedNames(consumption, variables))
      if (!names.has(name) && !injected.has(name)) injected.set(name, value);
  }
  return [...explicit, ...sortedByName([...injected].map(([name, value]) => ({ name, value })))];
}

function variableValue(
  component: ComponentOf<unknown>,
  context: TranslateContext,
  at: { entry: EnvironmentEntry; index: number },
): Variable['value'] {
  if (at.entry.valueFrom === undefined) return at.entry.value ?? '';
  const base = `/environment/${at.index}`;
  const reference = component.references.find((r) => r.via === 'valueFrom' && isWithin(r.path, base));
  if (reference === undefined) throw new Error(`no reference was resolved for environment.${at.entry.name}`);
  return context.output(reference.to, reference.output ?? at.entry.valueFrom.output).apply(asText);
}

/** Environment variables are text: other values are written as JSON. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value as Json);
}

/** True for the pointer itself and those below it. */
function isWithin(path: string, base: string): boolean {
  return path === base || path.startsWith(`${base}/`);
}

export function sortedByName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

import type { Json, JsonObject } from '../../../sdk/index.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import type { Place, Report } from '../problems.js';
import type { CoreDocuments } from '../stack/core-documents.js';
import { isObject } from '../values.js';
import type { Definition, Definitions, VariableSets } from './variable-scope.js';

/** Variables that come from the command line and the process, not from manifests. */
export interface GivenVariables {
  /** `--var NAME=value`. */
  readonly vars: Readonly<Record<string, string>>;
  /** `--var-file FILE`, in order, read already. */
  readonly files: readonly { readonly path: string; readonly values: JsonObject }[];
  /** The process's environment; `PANKA_VAR_NAME` sets NAME. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface BuiltIn {
  readonly environment: string;
  readonly region?: string;
  readonly account?: string;
}

const PREFIX = 'PANKA_VAR_';

/** Stack < Service < environment < --var-file < PANKA_VAR_* < --var. */
export function variableSets(
  core: CoreDocuments,
  given: GivenVariables,
  builtIn: BuiltIn,
  report: Report,
): VariableSets {
  const fixed = new Map<string, Definition>([
    ['ENVIRONMENT', { value: builtIn.environment, layer: 'built in' }],
    ['STACK', { value: core.stack.metadata.name, layer: 'built in' }],
  ]);
  const ambient = new Map<string, Definition>();
  if (builtIn.region !== undefined) ambient.set('REGION', { value: builtIn.region, layer: 'built in' });
  if (builtIn.account !== undefined) ambient.set('ACCOUNT', { value: builtIn.account, layer: 'built in' });
  const sets: VariableSets = {
    stack: declared(core.stack, 'stack'),
    services: new Map([...core.services].map(([name, service]) => [name, declared(service, `service ${name}`)])),
    overrides: new Map([...environmentVariables(core), ...givenVariables(given)]),
    builtIn: fixed,
    ambient,
  };
  for (const definitions of [sets.stack, ...sets.services.values(), sets.overrides])
    shadowed(definitions, fixed, report);
  return sets;
}

function declared(document: ManifestDocument, layer: string): Definitions {
  return definitions(document.spec['variables'], layer, (pointer) => placeIn(document, `/spec/variables${pointer}`));
}

function definitions(
  variables: Json | undefined,
  layer: string,
  place?: (pointer: string) => Place,
): Map<string, Definition> {
  if (!isObject(variables)) return new Map();
  return new Map(
    Object.entries(variables).map(([name, value]) => [
      name,
      { value, layer, ...(place ? { place: place(`/${name}`) } : {}) },
    ]),
  );
}

function environmentVariables({ environment }: CoreDocuments): [string, Definition][] {
  return environment.flatMap(({ spec, place }) => [
    ...definitions(spec['variables'], 'environment', (pointer) => place(`/variables${pointer}`)),
  ]);
}

function givenVariables({ vars, files, env }: GivenVariables): [string, Definition][] {
  const fromFiles = files.flatMap(({ path, values }) => [...definitions(values, `--var-file ${path}`)]);
  const fromEnv = Object.entries(env).flatMap(([key, value]): [string, Definition][] =>
    key.startsWith(PREFIX) && key.length > PREFIX.length && value !== undefined
      ? [[key.slice(PREFIX.length), { value, layer: key, literal: true }]]
      : [],
  );
  const fromOptions = Object.entries(vars).map(([name, value]): [string, Definition] => [
    name,
    { value, layer: '--var', literal: true },
  ]);
  return [...fromFiles, ...fromEnv, ...fromOptions];
}

/** ENVIRONMENT and STACK say where a deployment goes; a manifest that says otherwise is told that it is not heard. */
function shadowed(given: Definitions, fixed: Definitions, report: Report): void {
  for (const [name, definition] of fixed) {
    const other = given.get(name);
    if (other === undefined || other.value === definition.value) continue;
    report({
      severity: 'warning',
      code: 'BuiltInVariable',
      message: `variable ${name} is built in and is ${JSON.stringify(definition.value)} here; the value of the ${other.layer} is not used`,
      ...(other.place ? { place: { ...other.place, side: 'key' as const } } : {}),
      suggestion: 'remove it, or give it another name',
    });
  }
}

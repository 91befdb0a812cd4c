import type { Json, JsonObject } from '../../../sdk/index.js';
import { meant } from '../../diagnostics/did-you-mean.js';
import { escapeSegment } from '../../diagnostics/json-pointer.js';
import type { Place, Report } from '../problems.js';
import { parseInterpolation, type Reference } from './interpolation.js';
import { unresolved } from './unresolved.js';
import type { Definition, VariableScope } from './variable-scope.js';

/** Where a text stands, so that a problem with it can be shown; the pointer grows on the way down. */
export interface Origin {
  readonly place: (pointer: string) => Place | undefined;
  readonly component?: string;
}

/**
 * Replaces variables in a tree of values, never in YAML text: a value with newlines or YAML in it stays one text. A text that is
 * one reference takes the variable's type; within a longer text the value becomes text. Returns the same tree if nothing changed.
 */
export function substitute(value: Json, scope: VariableScope, origin: Origin, report: Report): Json {
  return new Substitution(scope, origin, report).tree(value, '');
}

/** True if there is a `$` + `{` anywhere below: what has none needs no substitution per component. */
export function holdsVariables(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('${');
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsVariables);
  for (const key in value) if (holdsVariables((value as JsonObject)[key])) return true;
  return false;
}

class Substitution {
  readonly #scope: VariableScope;
  readonly #origin: Origin;
  readonly #report: Report;
  /** Variables being resolved, outermost first: `name` or `service.name`. */
  readonly #resolving: string[] = [];

  constructor(scope: VariableScope, origin: Origin, report: Report) {
    this.#scope = scope;
    this.#origin = origin;
    this.#report = report;
  }

  tree(value: Json, pointer: string): Json {
    if (typeof value === 'string')
      return value.includes('${') ? this.#text(value, pointer, this.#scope, undefined) : value;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return this.#list(value, pointer);
    return this.#map(value as JsonObject, pointer);
  }

  #list(list: readonly Json[], pointer: string): Json {
    let copy: Json[] | undefined;
    for (let i = 0; i < list.length; i++) {
      if (!holdsVariables(list[i])) continue;
      const item = this.tree(list[i]!, `${pointer}/${i}`);
      if (item === list[i]) continue;
      copy ??= [...list];
      copy[i] = item;
    }
    return copy ?? list;
  }

  #map(map: JsonObject, pointer: string): Json {
    let copy: Record<string, Json> | undefined;
    for (const key of Object.keys(map)) {
      if (!holdsVariables(map[key])) continue;
      const item = this.tree(map[key]!, `${pointer}/${escapeSegment(key)}`);
      if (item === map[key]) continue;
      copy ??= { ...map };
      copy[key] = item;
    }
    return copy ?? map;
  }

  /** `definition` is the variable whose value this text is; undefined for a text of the tree itself. */
  #text(text: string, pointer: string, scope: VariableScope, definition: Definition | undefined): Json {
    const { parts, problem } = parseInterpolation(text);
    const place = definition ? definition.place : this.#origin.place(pointer);
    if (problem) {
      this.#report({
        severity: 'error',
        code: 'InvalidVariable',
        ...problem,
        place,
        component: this.#origin.component,
      });
      return this.#unresolved(text);
    }
    if (parts.length === 1) {
      const [only] = parts;
      return 'text' in only! ? only.text : this.#resolve(only!, pointer, scope, place);
    }
    return parts.map((part) => ('text' in part ? part.text : this.#embedded(part, pointer, scope, place))).join('');
  }

  #embedded(reference: Reference, pointer: string, scope: VariableScope, place: Place | undefined): string {
    const value = this.#resolve(reference, pointer, scope, place);
    if (value === null) return '';
    if (typeof value === 'number') this.#numberInText(reference, value, scope);
    if (typeof value !== 'object') return String(value);
    const what = Array.isArray(value) ? 'a list' : 'a map';
    this.#problem(
      'InvalidVariable',
      `\${${reference.written}} is ${what} and cannot stand inside a text`,
      place,
      'let the reference be the whole value',
    );
    return this.#unresolved(reference.written);
  }

  #resolve(reference: Reference, pointer: string, scope: VariableScope, place: Place | undefined): Json {
    const inScope = reference.service === undefined ? scope : this.#serviceScope(reference.service, scope, place);
    if (inScope === undefined) return this.#unresolved(reference.written);
    const definition = inScope.find(reference.name);
    if (definition !== undefined) return this.#value(reference, definition, inScope, pointer, place);
    if (reference.fallback !== undefined)
      return this.#text(
        reference.fallback,
        pointer,
        scope,
        place ? { value: reference.fallback, layer: 'default', place } : undefined,
      );
    if (scope.lost.has(reference.name)) return this.#unresolved(reference.written);
    const owner = reference.service === undefined ? '' : ` of service "${reference.service}"`;
    const suggestion =
      meant(reference.name, inScope.names()) ??
      `define it under spec.variables of the Stack, pass --var ${reference.name}=…, or write \${${reference.name}:-default}`;
    this.#problem('UndefinedVariable', `variable "${reference.name}"${owner} is not defined`, place, suggestion);
    return this.#unresolved(reference.written);
  }

  #serviceScope(service: string, scope: VariableScope, place: Place | undefined): VariableScope | undefined {
    if (scope.sets.services.has(service)) return scope.of(service);
    if (scope.lost.has(service)) return undefined;
    this.#problem(
      'UndefinedVariable',
      `there is no service "${service}"`,
      place,
      meant(service, scope.sets.services.keys()),
    );
    return undefined;
  }

  #value(
    reference: Reference,
    definition: Definition,
    scope: VariableScope,
    pointer: string,
    place: Place | undefined,
  ): Json {
    if (definition.literal || !holdsVariables(definition.value)) return definition.value;
    const id = `${scope.service ?? ''}.${reference.name}`;
    if (this.#resolving.includes(id)) {
      const names = [...this.#resolving.slice(this.#resolving.indexOf(id)), id].map((one) =>
        one.slice(one.indexOf('.') + 1),
      );
      this.#problem(
        'VariableCycle',
        `variables refer to each other in a circle: ${names.join(' → ')}`,
        definition.place ?? place,
      );
      return this.#unresolved(reference.written);
    }
    this.#resolving.push(id);
    const value = this.#nested(definition.value, pointer, scope, definition);
    this.#resolving.pop();
    return value;
  }

  #nested(value: Json, pointer: string, scope: VariableScope, definition: Definition): Json {
    if (typeof value === 'string') return value.includes('${') ? this.#text(value, pointer, scope, definition) : value;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item: Json) => this.#nested(item, pointer, scope, definition));
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, this.#nested(item, pointer, scope, definition)]),
    );
  }

  /** `1.10` and `007` are numbers, and would be written 1.1 and 7: looked at when everything is resolved. */
  #numberInText({ name, service }: Reference, value: number, scope: VariableScope): void {
    const place = (service === undefined ? scope : scope.of(service)).find(name)?.place;
    if (place) scope.record.numbers.set(`${place.file}#${place.document}${place.pointer}`, { name, value, place });
  }

  #unresolved(written: string): string {
    this.#scope.record.unresolved = true;
    return unresolved(written);
  }

  #problem(code: string, message: string, place: Place | undefined, suggestion?: string): void {
    this.#report({ severity: 'error', code, message, place, suggestion, component: this.#origin.component });
  }
}

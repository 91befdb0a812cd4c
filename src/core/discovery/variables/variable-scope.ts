import type { Json } from '../../../sdk/index.js';
import type { Place } from '../problems.js';

/** A variable's value where it was set. */
export interface Definition {
  readonly value: Json;
  /** Taken as it is: `${…}` in a value of the command line or the process's environment is text. */
  readonly literal?: true;
  /** `stack`, `service api`, `environment production`, `--var-file x`, `PANKA_VAR_X`, `--var`, `built in`. */
  readonly layer: string;
  /** Place of the value, when a manifest set it. */
  readonly place?: Place;
}

export type Definitions = ReadonlyMap<string, Definition>;

/** All variables of a stack for one environment, by the layers of their precedence. */
export interface VariableSets {
  readonly stack: Definitions;
  readonly services: ReadonlyMap<string, Definitions>;
  /** Environment, `--var-file`, `PANKA_VAR_*`, `--var`, merged: they hold for every service. */
  readonly overrides: Definitions;
  /** ENVIRONMENT and STACK. */
  readonly builtIn: Definitions;
  /** REGION and ACCOUNT: known values that a manifest may set otherwise. */
  readonly ambient: Definitions;
}

/** What happened with variables in one run. */
export interface VariableRecord {
  /** Names that something asked for. */
  readonly used: Set<string>;
  /** Something could not be resolved: marks may stand in texts. */
  unresolved: boolean;
  /** Variables that are numbers and became part of a text, by their places. */
  readonly numbers: Map<string, { readonly name: string; readonly value: number; readonly place: Place }>;
}

/** What `${…}` means at one place: for the stack, for a service, or for a component. */
export class VariableScope {
  readonly sets: VariableSets;
  readonly service: string | undefined;
  readonly component: string | undefined;
  readonly record: VariableRecord;

  /** Words of files that could not be read: a variable of such a name may be defined there. */
  readonly lost: ReadonlySet<string>;

  constructor(
    sets: VariableSets,
    record: VariableRecord,
    lost: ReadonlySet<string>,
    service?: string,
    component?: string,
  ) {
    this.sets = sets;
    this.record = record;
    this.lost = lost;
    this.service = service;
    this.component = component;
  }

  /** The same variables as another service or component sees them. */
  of(service: string | undefined, component?: string): VariableScope {
    return new VariableScope(this.sets, this.record, this.lost, service, component);
  }

  find(name: string): Definition | undefined {
    this.record.used.add(name);
    const { sets } = this;
    return (
      this.#identity(name) ??
      sets.builtIn.get(name) ??
      sets.overrides.get(name) ??
      (this.service === undefined ? undefined : sets.services.get(this.service)?.get(name)) ??
      sets.stack.get(name) ??
      sets.ambient.get(name)
    );
  }

  /** Every name that could have been meant. */
  names(): string[] {
    const { sets } = this;
    const own = this.service === undefined ? undefined : sets.services.get(this.service);
    return [
      ...new Set([
        ...sets.builtIn.keys(),
        ...sets.overrides.keys(),
        ...(own?.keys() ?? []),
        ...sets.stack.keys(),
        ...sets.ambient.keys(),
        'SERVICE',
        'COMPONENT',
      ]),
    ];
  }

  #identity(name: string): Definition | undefined {
    if (name === 'SERVICE' && this.service !== undefined) return { value: this.service, layer: 'built in' };
    if (name === 'COMPONENT' && this.component !== undefined) return { value: this.component, layer: 'built in' };
    return undefined;
  }
}

import { didYouMean } from '../../diagnostics/did-you-mean.js';

/** What references look components up in: by address, and by name alone. */
export interface Indexed {
  readonly address: string;
  readonly name: string;
  readonly service: string;
}

export type Resolution<T> =
  | { readonly found: T }
  | { readonly problem: { readonly code: string; readonly message: string; readonly suggestion?: string } }
  /** The component is there but could not be read: its own problem is reported, this reference is not. */
  | { readonly lost: true };

export interface IndexOptions {
  readonly stack: string;
  /** Names of components in documents or files that could not be read. */
  readonly lost: ReadonlySet<string>;
  /** Addresses in other stacks of the folder → stack. */
  readonly elsewhere: ReadonlyMap<string, string>;
}

/** Finds components by the two forms of a reference: `name` (same service first, else unique in the stack) and `service/name`. */
export class ComponentIndex<T extends Indexed> {
  readonly #byAddress = new Map<string, T>();
  readonly #byName = new Map<string, T[]>();
  readonly #options: IndexOptions;

  constructor(components: readonly T[], options: IndexOptions) {
    this.#options = options;
    for (const component of components) {
      this.#byAddress.set(component.address, component);
      const same = this.#byName.get(component.name);
      if (same) same.push(component);
      else this.#byName.set(component.name, [component]);
    }
  }

  get(address: string): T | undefined {
    return this.#byAddress.get(address);
  }

  find(reference: string, service: string): T | undefined {
    if (reference.includes('/')) return this.#byAddress.get(reference);
    const near = this.#byAddress.get(`${service}/${reference}`);
    if (near) return near;
    const named = this.#byName.get(reference);
    return named?.length === 1 ? named[0] : undefined;
  }

  resolve(reference: string, service: string): Resolution<T> {
    const found = this.find(reference, service);
    if (found) return { found };
    const parts = reference.split('/');
    if (parts.length === 3) return this.#inStack(parts as [string, string, string]);
    const named = parts.length === 1 ? (this.#byName.get(reference) ?? []) : [];
    if (named.length > 1) return ambiguous(reference, named);
    if (this.#options.lost.has(parts.at(-1)!)) return { lost: true };
    return this.#unknown(reference, parts);
  }

  #inStack([stack, service, name]: [string, string, string]): Resolution<T> {
    if (stack !== this.#options.stack) return otherStack(`${stack}/${service}/${name}`, stack);
    const found = this.#byAddress.get(`${service}/${name}`);
    return found ? { found } : this.#unknown(`${service}/${name}`, [service, name]);
  }

  #unknown(reference: string, parts: readonly string[]): Resolution<T> {
    for (const [address, stack] of this.#options.elsewhere) {
      if (address === reference || (parts.length === 1 && address.endsWith(`/${reference}`)))
        return otherStack(reference, stack);
    }
    const near = parts.length === 1 ? this.#nearName(reference) : didYouMean(reference, this.#byAddress.keys());
    const elsewhere = parts.length === 2 ? this.#byName.get(parts[1]!)?.map((one) => one.address) : undefined;
    const meant = near ?? elsewhere?.[0];
    return {
      problem: {
        code: 'UnknownComponent',
        message: `there is no component "${reference}" in stack "${this.#options.stack}"`,
        suggestion: meant && `did you mean "${meant}"?`,
      },
    };
  }

  #nearName(name: string): string | undefined {
    const near = didYouMean(name, this.#byName.keys());
    const named = near === undefined ? undefined : this.#byName.get(near);
    return named && named.length > 1 ? named[0]!.address : near;
  }
}

function ambiguous(reference: string, named: readonly Indexed[]): Resolution<never> {
  const addresses = named.map((one) => one.address).sort();
  return {
    problem: {
      code: 'AmbiguousReference',
      message: `"${reference}" is the name of ${addresses.length} components: ${addresses.slice(0, 5).join(', ')}`,
      suggestion: `write "${addresses[0]}"`,
    },
  };
}

function otherStack(reference: string, stack: string): Resolution<never> {
  return {
    problem: {
      code: 'ReferenceToOtherStack',
      message: `"${reference}" is in stack "${stack}"; a reference cannot leave its stack`,
      suggestion: 'declare the component here with spec.external.outputs and the values that the other stack publishes',
    },
  };
}

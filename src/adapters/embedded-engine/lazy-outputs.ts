import type { OutputResolver, OutputResolvers, TransferProperties } from './sdk-patches.js';

/** What became of an output that nobody has asked for yet. */
export interface UnreadOutput {
  /** May contain the SDK's mark of what is unknown. */
  readonly value: unknown;
  readonly isKnown: boolean;
  readonly isSecret: boolean;
  readonly error: unknown;
}

type Settled = Parameters<OutputResolver>;

/** By resource, then by name: undefined until it is settled. */
const unread = new WeakMap<object, Map<string, Settled | undefined>>();

/**
 * The SDK's `transferProperties`, which gives a new resource its outputs, with each of them made when it is asked for: of the
 * twenty that a resource has a program uses two, and each is made of twenty promises.
 */
export function lazily(transfer: TransferProperties): TransferProperties {
  return (onto, label, properties) => {
    const resolvers: Record<string, OutputResolver> = {};
    const mine = new Map<string, Settled | undefined>();
    for (const name of Object.keys(properties)) {
      if (name === 'id' || name === 'urn') continue;
      const make = () => transfer(onto, label, { [name]: properties[name] });
      // The SDK refuses that in its own words.
      if (Object.hasOwn(onto, name)) make();
      mine.set(name, undefined);
      resolvers[name] = defineOutput({ onto, name, mine, make });
    }
    unread.set(onto, mine);
    return resolvers;
  };
}

/** An output of a resource that nobody has asked for, once it is settled; undefined: to be asked for as an Output. */
export function unreadOutput(resource: object, name: string): UnreadOutput | undefined {
  const settled = unread.get(resource)?.get(name);
  if (settled === undefined) return undefined;
  const [value, isKnown, isSecret, , error] = settled;
  return { value, isKnown, isSecret, error };
}

interface LazyOutput {
  readonly onto: object;
  readonly name: string;
  readonly mine: Map<string, Settled | undefined>;
  readonly make: () => OutputResolvers;
}

function defineOutput({ onto, name, mine, make }: LazyOutput): OutputResolver {
  let resolve: OutputResolver | undefined;
  const replaceBy = (define: () => void) => {
    Reflect.deleteProperty(onto, name);
    define();
  };
  Object.defineProperty(onto, name, {
    configurable: true,
    enumerable: true,
    get() {
      replaceBy(() => {
        resolve = make()[name];
      });
      const settled = mine.get(name);
      mine.delete(name);
      if (settled !== undefined) resolve?.(...settled);
      return Reflect.get(onto, name);
    },
    set(value: unknown) {
      mine.delete(name);
      replaceBy(() => Object.defineProperty(onto, name, { ...DATA, value }));
    },
  });
  return (...settled) => {
    if (resolve !== undefined) resolve(...settled);
    else if (mine.has(name)) mine.set(name, settled);
  };
}

const DATA = { configurable: true, enumerable: true, writable: true } as const;

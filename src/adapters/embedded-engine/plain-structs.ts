import type { SdkInternals } from './sdk-internals.js';

type JavaScript = ReturnType<InstanceType<SdkInternals['Struct']>['toJavaScript']>;

/**
 * Properties in messages that nobody sends: copied as they are, where a `Struct` takes each value apart into three objects and its
 * reader puts them together again. Gives back what undoes it.
 */
export function usePlainStructs({ Struct }: Pick<SdkInternals, 'Struct'>): () => void {
  /** Has no fields: what a message would send of it is nothing. */
  class PlainStruct extends Struct {
    constructor(private readonly properties: JavaScript) {
      super();
    }

    override toJavaScript(): JavaScript {
      return this.properties;
    }
  }
  const { fromJavaScript } = Struct;
  Struct.fromJavaScript = (properties) => new PlainStruct(copyOf(properties) as JavaScript);
  return () => {
    Struct.fromJavaScript = fromJavaScript;
  };
}

/** Names in order and words of refusal are those of a `Struct`: what comes of it is the same as over a wire. */
function copyOf(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object') throw new Error('Unexpected struct type.');
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) copy[key] = copyOf((value as Record<string, unknown>)[key]);
  return copy;
}

/** What the generated code has to know of a resource class. */
export interface TypeFacts {
  /** Names that its constructor takes. */
  readonly inputs: ReadonlySet<string>;
  /** Outputs that always have a value. */
  readonly computed: readonly string[];
  /** Outputs that the class itself declares secret. */
  readonly secretOutputs: readonly string[];
}

/** Undefined: @pulumi/aws has no class of that token. */
export type TypeFactsOf = (type: string) => TypeFacts | undefined;

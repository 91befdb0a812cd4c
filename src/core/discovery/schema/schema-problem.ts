/** What a value has against its schema. One a mistake: a union reports its nearest branch only. */
export interface SchemaProblem {
  readonly code: 'UnknownField' | 'MissingField' | 'WrongType' | 'InvalidValue' | 'OutOfRange' | 'InvalidFormat';
  /** JSON pointer from the checked value. */
  readonly pointer: string;
  readonly side: 'key' | 'value';
  readonly message: string;
  readonly suggestion?: string;
}

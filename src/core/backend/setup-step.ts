/** What a look at one piece of the backend found. */
export type Looked =
  | { readonly status: 'there'; readonly detail: string }
  /** Not there, or weaker than it should be: `make` does something about it. */
  | { readonly status: 'missing'; readonly detail: string }
  /** Something that panka does not change by itself. */
  | { readonly status: 'refused'; readonly detail: string; readonly advice: string };

/** One property of the bucket, the table or the role: how it is found out, and how it is made so. Making it twice does no harm. */
export interface SetupStep {
  /** `bucket acme-state`, `table acme-locks`, `role PankaExecutionRole`. */
  readonly of: string;
  /** `versioning`, `public access block`. */
  readonly name: string;
  readonly look: () => Promise<Looked>;
  readonly make: () => Promise<void>;
}

export interface StepReport {
  readonly of: string;
  readonly name: string;
  /** `would-make` only where nothing is changed. */
  readonly status: 'there' | 'made' | 'would-make' | 'refused' | 'unknown';
  readonly detail: string;
  readonly advice?: string;
}

/** Where a copy is: an object, or an older version of one. */
export interface CopySource {
  readonly key: string;
  readonly version?: string;
}

/** What `repair` can do about a problem. Each keeps what it replaces in `set-aside/`. */
export type RepairStep =
  /** Writes the head that was kept with this serial again; without one, a head made from the checkpoints. */
  | { readonly do: 'put-back-head'; readonly serial?: number }
  /** Copies the checkpoint that was kept, which is the very one that the head names. */
  | { readonly do: 'put-back-checkpoint'; readonly unit: string; readonly from: CopySource }
  /** Makes the state from the checkpoint and what can still be read of the journals. */
  | { readonly do: 'salvage-journal'; readonly unit: string }
  | { readonly do: 'remove-journals'; readonly unit: string; readonly upTo: number }
  | { readonly do: 'set-aside'; readonly key: string };

export type ProblemKind =
  | 'head-missing'
  | 'head-damaged'
  | 'head-newer'
  | 'checkpoint-missing'
  | 'checkpoint-damaged'
  | 'checkpoint-changed'
  | 'deployment-broken'
  | 'journal-broken'
  | 'journal-left-over'
  | 'interrupted'
  | 'pending'
  | 'history-damaged'
  | 'audit-damaged'
  | 'secrets-damaged'
  | 'unknown-object';

/** Something about the stored state that is not as it should be, or that a person should know. */
export interface StateProblem {
  readonly kind: ProblemKind;
  /** `info`: nothing is wrong. */
  readonly severity: 'error' | 'warning' | 'info';
  readonly place: string;
  readonly message: string;
  readonly step?: RepairStep;
  /** The step loses something for good that was written once. */
  readonly loses?: string;
  /** What to type where `repair` cannot help, or afterwards. */
  readonly advice: readonly string[];
}

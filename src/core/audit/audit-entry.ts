/** Who ran a command, and from where. */
export interface AuditActor {
  readonly user: string;
  readonly host: string;
  readonly pid: number;
  readonly gitCommit?: string;
  readonly ciRunId?: string;
  readonly runUrl?: string;
  /** ARN that AWS knows the caller by; absent where no AWS account was asked. */
  readonly awsCaller?: string;
}

/** The lock that the command worked under, or the one that it removed. */
export interface AuditLock {
  readonly key: string;
  readonly id: string;
  readonly fence: number;
  /** Locks of dead holders that were removed to get it: `user (host, pid n)`. */
  readonly tookOver?: readonly string[];
}

interface AuditFacts {
  /** Deployment id; the history and the state carry it too. */
  readonly run: string;
  /** `stack`, `service.X` or `component.X.Y`: one run may lock several units, one entry pair each. */
  readonly unit: string;
  /** ISO time. */
  readonly at: string;
  readonly command: string;
}

/** Written before the command changes anything. Without it the command does not begin. */
export interface AuditStart extends AuditFacts {
  readonly event: 'started';
  /** As typed; values of `--var` and `--set` and whatever looks like a secret are left out. */
  readonly arguments: readonly string[];
  readonly actor: AuditActor;
  readonly lock?: AuditLock;
  /** `sandbox 000000000000/eu-central-1`. */
  readonly target?: string;
  /** Serial of the state when the command began; absent where there was none, or none that could be read. */
  readonly serial?: number;
}

/** Written when the command has ended, well or badly. A killed one leaves only its start. */
export interface AuditEnd extends AuditFacts {
  readonly event: 'ended';
  /** The command's own word, such as `succeeded`; `error` when it was stopped by one. */
  readonly outcome: string;
  readonly errorCode?: string;
  readonly durationMs: number;
  /** Serial of the state that the command left. */
  readonly serial?: number;
}

/** One line of the audit trail. */
export type AuditEntry = AuditStart | AuditEnd;

import { randomUUID } from 'node:crypto';

export type UpdateVerb = 'update' | 'refresh' | 'destroy' | 'preview';
export type UpdateStatus = 'succeeded' | 'failed';

export interface UpdateRequestOptions {
  readonly verb: UpdateVerb;
  /** A preview of any verb: nothing is journalled. */
  readonly dryRun: boolean;
  readonly message: string;
}

/** One run of the CLI's engine, from its announcement on. Id and token are random, so that a CLI of another run is refused. */
export class Update {
  readonly id = randomUUID();
  readonly createdAt = Date.now();
  /** Set by its start. */
  token: string | undefined;
  endedAt: number | undefined;
  status: UpdateStatus | undefined;
  /** Counts by operation, as the CLI's summary tells them. */
  resourceChanges: Readonly<Record<string, number>> = {};

  constructor(readonly options: UpdateRequestOptions) {}

  start(): string {
    this.token = randomUUID();
    return this.token;
  }

  complete(status: UpdateStatus): void {
    this.status = status;
    this.endedAt = Date.now();
  }
}

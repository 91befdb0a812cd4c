/**
 * Statuses that the CLI takes as final: 5xx and 429 it repeats for up to half a minute, 401 it explains with "pulumi login".
 * 401 is for those who are not the CLI of this run.
 */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409;

/** Ends a request with a status and one full sentence, which the CLI prints. */
export class HttpRefusal extends Error {
  constructor(
    readonly status: RefusalStatus,
    message: string,
  ) {
    super(message);
    this.name = 'HttpRefusal';
  }
}

/** What is answered for an error. What nobody expected is final, too: repeating the request would not help. */
export function refusalOf(error: unknown): HttpRefusal {
  if (error instanceof HttpRefusal) return error;
  return new HttpRefusal(409, error instanceof Error ? error.message : String(error));
}

/**
 * What runs now, to be aborted together. A caller that has gone away aborts nothing: what was asked of a cloud is done there
 * whether or not anybody waits for the answer.
 */
export class CallScope {
  #controller = new AbortController();

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Aborts the calls begun so far; later ones belong to another run. */
  cancel(): void {
    this.#controller.abort();
    this.#controller = new AbortController();
  }
}

import type { SourceLocation } from '../../diagnostics/diagnostic.js';
import type { Edge } from '../../model/application.js';
import type { Place } from '../problems.js';

/** Who knows where a pointer of a spec is written. */
interface Writer {
  place(pointer: string): Place | undefined;
}
interface Locator {
  locate(place: Place): SourceLocation;
}

/** An edge whose place is looked up when somebody asks: thousands of edges are drawn without a question. */
export class ReferenceEdge implements Edge {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  #writer: Writer | undefined;
  #path = '';
  #locator: Locator | undefined;

  constructor(from: string, to: string, reason: string) {
    this.from = from;
    this.to = to;
    this.reason = reason;
  }

  /** Says where the reference stands that the edge comes from: a pointer within the spec of `writer`. */
  writtenAt(writer: Writer, path: string, locator: Locator): this {
    this.#writer = writer;
    this.#path = path;
    this.#locator = locator;
    return this;
  }

  equals({ from, to, reason }: Edge): boolean {
    return this.from === from && this.to === to && this.reason === reason;
  }

  get source(): SourceLocation | undefined {
    const place = this.#writer?.place(this.#path);
    return place && this.#locator?.locate(place);
  }
}

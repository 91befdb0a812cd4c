import type { SourceLocation } from '../../diagnostics/diagnostic.js';
import type { Edge } from '../../model/application.js';

/** An edge whose place is looked up when somebody asks: thousands of edges are drawn without a question. */
export class ReferenceEdge implements Edge {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly #locate: () => SourceLocation | undefined;

  constructor(edge: Omit<Edge, 'source'>, locate: () => SourceLocation | undefined) {
    this.from = edge.from;
    this.to = edge.to;
    this.reason = edge.reason;
    this.#locate = locate;
  }

  get source(): SourceLocation | undefined {
    return this.#locate();
  }
}

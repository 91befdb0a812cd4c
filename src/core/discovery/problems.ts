import type { Diagnostic, Severity, SourceLocation } from '../diagnostics/diagnostic.js';
import type { SourceMaps } from './source-maps.js';

/** A place in a document, found in the file only when somebody asks. */
export interface Place {
  readonly file: string;
  /** Number of the document in the file, from 0. */
  readonly document: number;
  /** JSON pointer from the document's root: `/spec/runtime/cpu`. */
  readonly pointer: string;
  /** Default `value`. */
  readonly side?: 'key' | 'value';
}

/** A diagnostic whose place is not looked up yet. */
export interface Problem {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly place?: Place;
  readonly component?: string;
  readonly path?: string;
  readonly suggestion?: string;
}

export type Report = (problem: Problem) => void;

/** Every problem of one run, each once. */
export class ProblemLog {
  readonly #problems = new Map<string, Problem>();
  readonly #located: Diagnostic[] = [];

  readonly report: Report = (problem) => {
    const { place } = problem;
    const where = place ? `${place.file}#${place.document}${place.pointer}` : (problem.component ?? '');
    const key = `${problem.code}\n${where}\n${place?.pointer === undefined ? problem.message : ''}\n${problem.message}`;
    if (!this.#problems.has(key)) this.#problems.set(key, problem);
  };

  /** Takes over diagnostics that have their places already. */
  add(diagnostics: readonly Diagnostic[]): void {
    this.#located.push(...diagnostics);
  }

  /** In the order of files and lines; those without a place come first. */
  diagnostics(maps: SourceMaps): readonly Diagnostic[] {
    const found = [...this.#problems.values()].map((problem) => located(problem, maps));
    return [...this.#located, ...found].sort((a, b) => compare(a.source, b.source));
  }
}

function located({ place, ...problem }: Problem, maps: SourceMaps): Diagnostic {
  return place ? { ...problem, source: maps.locate(place), path: problem.path ?? place.pointer } : problem;
}

function compare(a: SourceLocation | undefined, b: SourceLocation | undefined): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

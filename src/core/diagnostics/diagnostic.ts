/** A place in a file the user wrote. Lines and columns start at 1 and count in the file, not in the YAML document. */
export interface SourceLocation {
  /** Path relative to the project folder, with `/` on every platform. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type Severity = 'error' | 'warning' | 'info';

/** A finding about what the user wrote. Never thrown: functions return a value and diagnostics and go on to find more. */
export interface Diagnostic {
  readonly severity: Severity;
  /** PascalCase for errors that stop a run, `PANKA-XXX-000` for rules that Compliance may raise, lower or except. */
  readonly code: string;
  /** One sentence, lower case start, the wrong value quoted. */
  readonly message: string;
  readonly source?: SourceLocation;
  /** `service/component` the finding belongs to, if it belongs to one. */
  readonly component?: string;
  /** JSON pointer within the document, for example `/spec/runtime/cpu`. */
  readonly path?: string;
  /** What to type or change instead. */
  readonly suggestion?: string;
}

/** A value and everything found on the way to it. The value is present even with errors where that lets the next step find more. */
export interface Checked<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error');
}

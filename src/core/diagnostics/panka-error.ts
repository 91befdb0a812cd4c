import type { Diagnostic } from './diagnostic.js';

const BRAND = Symbol.for('panka.io/error');

/** Exit codes of every command. Source: docs/architecture.md, "Exit codes". */
export const EXIT = { done: 0, failed: 1, changes: 2, input: 3, locked: 4, rolledBack: 5 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface PankaErrorDetail {
  /** PascalCase, listed in docs/errors.md. */
  readonly code: string;
  /** Lower case start, the wrong value quoted. */
  readonly message: string;
  /** Commands to type, or what to change. */
  readonly suggestions?: readonly string[];
  readonly exitCode?: ExitCode;
  readonly ref?: string;
  readonly diagnostics?: readonly Diagnostic[];
  readonly cause?: unknown;
}

/** Stops the run. Recognised by `isPankaError` (a brand, so that it works across copies of the package), never by instanceof. */
export class PankaError extends Error {
  readonly code: string;
  readonly suggestions: readonly string[];
  readonly exitCode: ExitCode;
  readonly ref?: string;
  readonly diagnostics: readonly Diagnostic[];

  constructor(detail: PankaErrorDetail) {
    super(detail.message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'PankaError';
    this.code = detail.code;
    this.suggestions = detail.suggestions ?? [];
    this.exitCode = detail.exitCode ?? EXIT.failed;
    this.ref = detail.ref;
    this.diagnostics = detail.diagnostics ?? [];
    Object.defineProperty(this, BRAND, { value: true });
  }
}

export function isPankaError(value: unknown): value is PankaError {
  return typeof value === 'object' && value !== null && BRAND in value;
}

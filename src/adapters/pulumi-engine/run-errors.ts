import type { DiagnosticEvent } from '@pulumi/pulumi/automation/index.js';
import type { EngineResult } from '../../core/engine/deployment-engine.js';
import { describeFailure } from '../../core/engine/describe-failure.js';
import { REGISTRATION_FAILED } from './failed-registrations.js';
import { providerError } from './provider-error.js';

type RunError = EngineResult['errors'][number];

/** Sentences that only say that there were errors, which stand elsewhere. */
const SUMMARIES = [
  /^(update|preview|destroy|refresh) failed$/,
  /^update canceled$/,
  /^resource (complete )?event returned an error/,
  /^One or more errors occurred/,
  /^an unhandled error occurred: Program exited/,
  new RegExp(`${REGISTRATION_FAILED}$`),
];

/** Errors of a run of the CLI, each once, with the resource that it is of. */
export class RunErrors {
  readonly #messages = new Map<string, Set<string>>();
  readonly #steps = new Set<string>();
  #thrown: RunError | undefined;

  hear({ urn = '', severity, message }: DiagnosticEvent): void {
    if (severity !== 'error') return;
    const text = plain(message);
    if (text === '' || SUMMARIES.some((summary) => summary.test(text))) return;
    const known = this.#messages.get(urn) ?? new Set();
    this.#messages.set(urn, known.add(text));
  }

  /** A step has failed; its diagnostic comes before or after. */
  failedStep(urn: string): void {
    this.#steps.add(urn);
  }

  /** Of one resource, for its event. */
  of(urn: string): { readonly message: string; readonly code?: string } {
    return providerError([...(this.#messages.get(urn) ?? [])].join('; ') || 'the step failed');
  }

  /** What the program itself threw, with its code; the CLI passes on the text alone. */
  threw(error: unknown): void {
    this.#thrown = describeFailure(error);
  }

  /** An error that only repeats another one, such as that of a program which waits for a failed resource, is left out. */
  all(): readonly RunError[] {
    const errors = this.#thrown === undefined ? this.said() : withThrown(this.said(), this.#thrown);
    const repeats = (one: RunError) => errors.some((other) => other !== one && one.message.includes(other.message));
    return errors.filter((error) => !repeats(error));
  }

  private said(): readonly RunError[] {
    const said = [...this.#messages].flatMap(([urn, messages]) =>
      [...messages].map((message) => ({ ...(urn !== '' && { urn }), ...providerError(message) })),
    );
    const silent = [...this.#steps].filter((urn) => !this.#messages.has(urn));
    return [...said, ...silent.map((urn) => ({ urn, ...this.of(urn) }))];
  }
}

function withThrown(said: readonly RunError[], thrown: RunError): readonly RunError[] {
  return [...said.filter(({ message }) => message !== thrown.message), thrown];
}

/** Without the marks by which the engine colours its text, and without the stack of an error that the program threw. */
function plain(message: string): string {
  const text = message.replace(/<\{%[^%]*%\}>/g, '').trim();
  const thrown = /^Unhandled exception: (?:\w*Error: )?([\s\S]*?)(?:\n\s+at [\s\S]*)?$/.exec(text);
  return thrown?.[1] ?? text;
}

import type { EngineEvent } from '@pulumi/pulumi/automation/index.js';
import { sdkInternals } from '../embedded-engine/sdk-internals.js';
import { changeMonitor } from './change-monitor.js';

/** What the engine answers where a step failed, or was left out after one that did; the step's own error is told elsewhere. */
export const REGISTRATION_FAILED = 'resource registration failed';

type Answer<R> = (error: Error | null, response?: R) => void;

interface Read {
  getProperties(): { getFieldsMap(): { getLength(): number } } | undefined;
}

interface Registration {
  setSupportsresultreporting(isSupported: boolean): void;
}

/** The part of the SDK's client that is changed. */
interface Monitor {
  registerResource(request: Registration, answer: Answer<unknown>): unknown;
  readResource(request: unknown, answer: Answer<Read>): unknown;
}

/**
 * A CLI that goes on after a failed step answers the program as if the resource were there, with nothing known of it, and
 * deletes at the end what the program has not declared. So failures reach the program as errors, by which what depends on
 * them is not declared, and a program that had any fails at its end: the CLI then deletes nothing.
 */
export class FailedRegistrations {
  #hasFailed = false;
  #hasGivenUp = false;
  /** Answers each registration that the engine has not answered yet. */
  readonly #pending = new Set<() => void>();

  /** To be called inside of a program: the client is that of its run. */
  watch(): void {
    changeMonitor<Monitor>((monitor) => this.watching(monitor));
  }

  /** A chain of steps that ends at a deletion, or at a step that may not be recorded, leaves its registration unanswered. */
  hear({ resOpFailedEvent, diagnosticEvent }: EngineEvent): void {
    const isDeletion = resOpFailedEvent?.metadata.op.startsWith('delete') === true;
    const isUnrecorded = /\bstep event returned an error\b/.test(diagnosticEvent?.message ?? '');
    if (isDeletion || isUnrecorded) this.giveUp();
  }

  /** Waits for all that was declared. Rejects if any of it failed. */
  async refuseAny(): Promise<void> {
    await sdkInternals().settings.waitForRPCs();
    if (this.#hasFailed) throw new Error(REGISTRATION_FAILED);
  }

  /** Nothing more is begun; steps that run end and are recorded. */
  private giveUp(): void {
    this.#hasGivenUp = true;
    for (const answer of this.#pending) answer();
  }

  private watching(monitor: Monitor): Monitor {
    return {
      registerResource: (request, answer) => {
        request.setSupportsresultreporting(false);
        const heard = this.hearing(answer);
        return this.#hasGivenUp ? heard(failed()) : monitor.registerResource(request, heard);
      },
      readResource: (request, answer) => {
        const heard = this.hearing(answer);
        return monitor.readResource(request, (error, response) => heard(error ?? unread(response), response));
      },
    };
  }

  /** The first answer counts. */
  private hearing<R>(answer: Answer<R>): Answer<R> {
    const fail = () => heard(failed());
    const heard: Answer<R> = (error, response) => {
      if (!this.#pending.delete(fail)) return;
      if (error) this.#hasFailed = true;
      answer(error, response);
    };
    this.#pending.add(fail);
    return heard;
  }
}

function failed(): Error {
  return new Error(REGISTRATION_FAILED);
}

/** A read that failed is answered without an error, and without a property. */
function unread(response: Read | undefined): Error | null {
  return response?.getProperties()?.getFieldsMap().getLength() === 0 ? failed() : null;
}

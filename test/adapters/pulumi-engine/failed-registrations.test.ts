import type { EngineEvent } from '@pulumi/pulumi/automation/index.js';
import { expect } from 'chai';
import { sdkInternals } from '../../../src/adapters/embedded-engine/sdk-internals.js';
import { FailedRegistrations } from '../../../src/adapters/pulumi-engine/failed-registrations.js';

type Answer = (error: Error | null, response?: unknown) => void;

/** The engine's side of a run: what was asked, to be answered by hand. */
class Asked {
  readonly answers: Answer[] = [];
  supportsResults: boolean | undefined;

  registerResource(request: { isSupported?: boolean }, answer: Answer): void {
    this.supportsResults = request.isSupported;
    this.answers.push(answer);
  }

  readResource(_request: unknown, answer: Answer): void {
    this.answers.push(answer);
  }
}

class Request {
  isSupported: boolean | undefined;

  setSupportsresultreporting(isSupported: boolean): void {
    this.isSupported = isSupported;
  }
}

interface Run {
  readonly asked: Asked;
  readonly failed: FailedRegistrations;
  /** Registers or reads; what the program has been told so far. */
  readonly call: (verb: 'registerResource' | 'readResource') => { told: unknown[] };
}

async function inProgram(check: (run: Run) => Promise<void>): Promise<void> {
  const { state } = sdkInternals();
  await state.withLocalStorage(async () => {
    const asked = new Asked();
    const failed = new FailedRegistrations();
    state.getStore().settings.monitor = asked;
    failed.watch();
    const monitor = state.getStore().settings.monitor as Asked;
    const call: Run['call'] = (verb) => {
      const told: unknown[] = [];
      monitor[verb](new Request(), (error, response) => told.push(error?.message ?? response));
      return { told };
    };
    await check({ asked, failed, call });
  });
}

const FAILED = 'resource registration failed';
const failedStep = (op: string) => ({ resOpFailedEvent: { metadata: { op } } }) as unknown as EngineEvent;
const said = (message: string) => ({ diagnosticEvent: { message } }) as unknown as EngineEvent;
const readWith = (fields: number) => ({ getProperties: () => ({ getFieldsMap: () => ({ getLength: () => fields }) }) });

describe('registrations of a CLI that goes on after a failure', () => {
  it('are asked to fail as errors, and end a program that had one', () =>
    inProgram(async ({ asked, failed, call }) => {
      const [one, other] = [call('registerResource'), call('registerResource')];
      expect(asked.supportsResults).to.equal(false);
      asked.answers[0]?.(null, 'made');
      expect(one.told).to.deep.equal(['made']);
      await failed.refuseAny();
      asked.answers[1]?.(new Error(FAILED));
      expect(other.told).to.deep.equal([FAILED]);
      expect(await failed.refuseAny().catch(String)).to.equal(`Error: ${FAILED}`);
    }));

  it('take a read without a property for one that failed', () =>
    inProgram(async ({ asked, failed, call }) => {
      const [found, lost] = [call('readResource'), call('readResource')];
      const answer = readWith(1);
      asked.answers[0]?.(null, answer);
      expect(found.told).to.deep.equal([answer]);
      await failed.refuseAny();
      asked.answers[1]?.(null, readWith(0));
      expect(lost.told).to.deep.equal([FAILED]);
      expect(await failed.refuseAny().catch(String)).to.equal(`Error: ${FAILED}`);
    }));

  for (const [what, event] of [
    ['a deletion before it failed', failedStep('delete-replaced')],
    ['a step may not begin', said('pre-step event returned an error: the lease is lost')],
    ['a step may not be recorded', said('post-step event returned an error: no space left on device')],
  ] as const)
    it(`are answered where the CLI never does: ${what}`, () =>
      inProgram(async ({ asked, failed, call }) => {
        const waiting = call('registerResource');
        failed.hear(event);
        expect(waiting.told).to.deep.equal([FAILED]);
        asked.answers[0]?.(null, 'too late');
        expect(waiting.told).to.deep.equal([FAILED]);
        expect(call('registerResource').told).to.deep.equal([FAILED]);
        expect(asked.answers).to.have.length(1);
      }));

  it('go on after any other failure', () =>
    inProgram(async ({ asked, failed, call }) => {
      const waiting = call('registerResource');
      failed.hear(failedStep('create'));
      failed.hear(said('AccessDenied: no'));
      asked.answers[0]?.(null, 'made');
      expect(waiting.told).to.deep.equal(['made']);
    }));
});

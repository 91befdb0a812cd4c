import { expect } from 'chai';
import { providerError } from '../../../src/adapters/pulumi-engine/provider-error.js';
import { RunEvents, type Verb } from '../../../src/adapters/pulumi-engine/run-events.js';
import type { DeclaredResource, ResourceEvent } from '../../../src/core/engine/deployment-engine.js';
import { CHANGE, event, ROOT, state, step, urnOf } from './recorded-steps.js';

class Heard {
  readonly events: ResourceEvent[] = [];
  readonly declared: DeclaredResource[] = [];
  readonly run: RunEvents;

  constructor(verb: Verb) {
    const onEvent = (one: ResourceEvent) => this.events.push(one);
    const unit = { project: 'p', stack: 's' };
    this.run = new RunEvents(verb, { unit, onEvent, inspect: (one) => this.declared.push(one) });
  }

  begins(metadata: ReturnType<typeof step>) {
    this.run.hear(event({ resourcePreEvent: { metadata } }));
  }
  /** The journal has taken the beginning of a creation. */
  stores(name: string) {
    this.run.begunInJournal(urnOf(name));
  }
  ends(metadata: ReturnType<typeof step>) {
    this.run.hear(event({ resOutputsEvent: { metadata } }));
  }
  fails(metadata: ReturnType<typeof step>) {
    this.run.hear(event({ resOpFailedEvent: { metadata, status: 0, steps: 1 } }));
  }
  says(message: string, urn?: string) {
    const told = { urn, message, severity: 'error' as const, color: 'never' };
    this.run.hear(event({ diagnosticEvent: told }));
  }
  /** `phase op name` of each. */
  get told(): string[] {
    return this.events.map(({ phase, op, name }) => `${phase} ${op} ${name}`);
  }
}

describe('what the CLI tells of its steps', () => {
  it('is planned in a preview, and started and done in a run, a component once', () => {
    const [preview, up] = [new Heard('preview'), new Heard('up')];
    for (const heard of [preview, up]) {
      const create = step('create', 'q', { new: state('q') });
      heard.begins(create);
      if (heard === up) heard.stores('q');
      heard.ends(create);
      heard.ends(create);
    }
    expect(preview.told).to.deep.equal(['planned create q']);
    expect(up.told).to.deep.equal(['started create q', 'done create q']);
    expect(up.events[1]).to.include({ id: 'q-1', parent: ROOT, urn: urnOf('q') });
  });

  it('is started once the journal has taken it, whichever is heard of first, and never when it was refused', () => {
    const heard = new Heard('up');
    heard.begins(step('create', 'announced', { new: state('announced') }));
    expect(heard.told).to.deep.equal([]);
    heard.stores('announced');
    heard.stores('stored');
    heard.begins(step('create', 'stored', { new: state('stored') }));
    heard.begins(step('create', 'refused', { new: state('refused') }));
    expect(heard.told).to.deep.equal(['started create announced', 'started create stored']);
  });

  it('shows what changes: secrets masked, unknowns said to be unknown, and why it is replaced', () => {
    const heard = new Heard('preview');
    heard.begins(step('create-replacement', 'q', CHANGE));
    const [told] = heard.events;
    expect(told?.replaceReasons).to.deep.equal(['password']);
    expect(told?.diffs).to.deep.equal([
      { path: 'delay', kind: 'update', before: '1', after: '2' },
      { path: 'password', kind: 'update-replace', before: '[secret]', after: '[secret]' },
      { path: 'topic', kind: 'add', before: undefined, after: undefined, unknownFrom: [] },
    ]);
    expect(heard.declared[0]?.inputs).to.deep.equal({ delay: 2, password: '[secret]', topic: '[unknown]' });
  });

  it('leaves out default providers and the engine’s own bookkeeping', () => {
    const heard = new Heard('up');
    const provider = { urn: 'urn:pulumi:s::p::pulumi:providers:aws::default_7_48_0', type: 'pulumi:providers:aws' };
    heard.begins(step('create', 'x', { ...provider, new: state('x') }));
    heard.begins(step('remove-pending-replace', 'q', { old: state('q') }));
    expect(heard.events).to.deep.equal([]);
  });

  it('names drift by the verb: a refresh updates and deletes, a deployment only says what it has found', () => {
    const found = (verb: Verb) => {
      const heard = new Heard(verb);
      for (const name of ['same', 'changed', 'gone']) heard.begins(step('refresh', name, { old: state(name) }));
      const detailedDiff = { delay: { diffKind: 'update', inputDiff: true } };
      heard.ends(step('same', 'same', { old: state('same'), new: state('same') }));
      heard.ends(step('update', 'changed', { old: state('changed'), new: state('changed'), detailedDiff }));
      heard.ends(step('delete', 'gone', { old: state('gone') }));
      return heard.told;
    };
    expect(found('refresh')).to.deep.equal(['done same same', 'done update changed', 'done delete gone']);
    expect(found('up')).to.deep.equal(['done refresh changed', 'done refresh gone']);
    expect(found('preview')).to.deep.equal(['planned refresh changed', 'planned refresh gone']);
  });

  it('has the words of AWS for a failed step, and says each error once', () => {
    const heard = new Heard('up');
    const create = step('create', 'q', { new: state('q') });
    heard.begins(create);
    heard.says(
      '1 error occurred:\n\t* creating SQS Queue (q): operation error SQS: CreateQueue, https response error StatusCode: 400, RequestID: 1, api error QueueDeletedRecently: You must wait',
      urnOf('q'),
    );
    heard.fails(create);
    heard.says('update failed');
    heard.says(`Unhandled exception: Error: the queue is missing\n    at file.js:1:2`);
    heard.says('the queue is missing');
    expect(heard.events.at(-1)).to.deep.include({ phase: 'failed', op: 'create' });
    expect(heard.events.at(-1)?.error?.code).to.equal('QueueDeletedRecently');
    const errors = heard.run.errors.all();
    expect(errors.map(({ code, message }) => code ?? message)).to.deep.equal([
      'QueueDeletedRecently',
      'the queue is missing',
    ]);
  });

  it('knows the code of AWS with and without “api error” before it, and none where there is none', () => {
    const codes = [
      'reading table: operation error DynamoDB: DescribeTable, https response error StatusCode: 400, RequestID: 1-a, ResourceNotFoundException: no',
      'AccessDenied: no',
      'the disk is full',
    ].map((message) => providerError(message).code);
    expect(codes).to.deep.equal(['ResourceNotFoundException', 'AccessDenied', undefined]);
  });

  it('takes the error that the program threw for what the CLI says of it, with its code', () => {
    const heard = new Heard('up');
    heard.says('no such kind');
    heard.run.errors.threw(Object.assign(new Error('no such kind'), { code: 'UnknownKind' }));
    expect(heard.run.errors.all()).to.deep.equal([{ message: 'no such kind', code: 'UnknownKind' }]);
  });
});

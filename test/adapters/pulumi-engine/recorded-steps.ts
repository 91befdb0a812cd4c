import type { EngineEvent, StepEventMetadata } from '@pulumi/pulumi/automation/index.js';

const SECRET = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', ciphertext: '[secret]' };
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
export const ROOT = 'urn:pulumi:s::p::pulumi:pulumi:Stack::p-s';

export function urnOf(name: string): string {
  return `urn:pulumi:s::p::aws:sqs/queue:Queue::${name}`;
}

type State = NonNullable<StepEventMetadata['new']>;

/** A resource as the CLI's events have it. */
export function state(name: string, inputs: Record<string, unknown> = {}, more: Partial<State> = {}): State {
  const urn = urnOf(name);
  const id = more.id ?? `${name}-1`;
  return {
    type: 'aws:sqs/queue:Queue',
    urn,
    custom: true,
    parent: ROOT,
    provider: '',
    inputs,
    outputs: {},
    ...more,
    id,
  };
}

/** A step as CLI 3.260 tells of it: null where there is no state. */
export function step(op: string, name: string, more: Partial<Record<keyof StepEventMetadata, unknown>> = {}) {
  const nothing = { old: null, new: null, detailedDiff: null, provider: '' };
  return { ...nothing, op, urn: urnOf(name), type: 'aws:sqs/queue:Queue', ...more } as unknown as StepEventMetadata;
}

/** A secret, an unknown and a plain value, changed. */
export const CHANGE = {
  old: state('q', { delay: 1, password: SECRET }),
  new: state('q', { delay: 2, password: SECRET, topic: UNKNOWN }),
  detailedDiff: {
    delay: { diffKind: 'update', inputDiff: true },
    password: { diffKind: 'update-replace', inputDiff: true },
    topic: { diffKind: 'add', inputDiff: true },
  },
  keys: ['password'],
};

export function event(about: Partial<EngineEvent>): EngineEvent {
  return { sequence: 1, timestamp: 1, ...about };
}

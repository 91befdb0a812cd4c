import type { EjectRequest } from '../../../src/core/eject/eject-state.js';
import type { TypeFacts } from '../../../src/core/eject/type-facts.js';
import type { DeploymentV3, ResourceV3 } from '../../../src/core/engine/deployment-v3.js';

export const CANARY = 'canary-5f1c';
export const PASSPHRASE = 'open sesame';
const SIG = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';
const STACK = 'urn:pulumi:test::small::pulumi:pulumi:Stack::small-test';
const PROVIDER = 'urn:pulumi:test::small::pulumi:providers:aws::default_7_48_0';

/** A secret as the test's own sealer has it. */
const sealed = (plain: string) => ({
  [SIG]: SECRET,
  ciphertext: Buffer.from(JSON.stringify(plain)).toString('base64'),
});
const urnOf = (kind: string, type: string, name: string) =>
  `urn:pulumi:test::small::panka:kind:${kind}$${type}::${name}`;

const group = (kind: string, name: string): ResourceV3 => ({
  urn: `urn:pulumi:test::small::panka:kind:${kind}::${name}`,
  custom: false,
  type: `panka:kind:${kind}`,
  parent: STACK,
});

const custom = (kind: string, type: string, one: Partial<ResourceV3> & { name: string }): ResourceV3 => {
  const { name, ...rest } = one;
  const owner = name.split('/').slice(0, 2).join('/');
  const parent = `urn:pulumi:test::small::panka:kind:${kind}::${owner}`;
  return { urn: urnOf(kind, type, name), custom: true, type, parent, provider: `${PROVIDER}::uuid`, ...rest };
};

const QUEUE = 'aws:sqs/queue:Queue';
const DLQ = urnOf('SQS', QUEUE, 'api/jobs/dlq');
const DLQ_ARN = 'arn:aws:sqs:eu-west-1:111111111111:small-jobs-dlq';

/** Two components that use each other, an output inside JSON and text, defaults of the provider, a secret, every option. */
const RESOURCES: readonly ResourceV3[] = [
  {
    ...{ urn: STACK, custom: false, type: 'pulumi:pulumi:Stack' },
    outputs: { 'api/jobs': { queueArn: 'arn:aws:sqs:eu-west-1:111111111111:small-jobs', region: 'eu-west-1' } },
  },
  { urn: PROVIDER, custom: true, type: 'pulumi:providers:aws', id: 'uuid', inputs: { version: '7.48.0' } },
  group('SQS', 'api/jobs'),
  group('Lambda', 'api/worker'),
  custom('SQS', QUEUE, {
    ...{ name: 'api/jobs/dlq', id: 'https://sqs/small-jobs-dlq', protect: true, retainOnDelete: true },
    inputs: { __defaults: ['delaySeconds'], delaySeconds: 0, name: 'small-jobs-dlq', tagsAll: { a: 'b' } },
    outputs: { arn: DLQ_ARN, name: 'small-jobs-dlq' },
  }),
  custom('SQS', QUEUE, {
    ...{ name: 'api/jobs', id: 'https://sqs/small-jobs', ignoreChanges: ['tags'], customTimeouts: { create: 600 } },
    inputs: {
      name: 'small-jobs',
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: DLQ_ARN, maxReceiveCount: 3 }),
      tags: { Note: `it's \`\${quoted}\` of ${DLQ_ARN}`, 'key with space': 'line\nbreak' },
    },
    outputs: { arn: 'arn:aws:sqs:eu-west-1:111111111111:small-jobs', name: 'small-jobs' },
    dependencies: [DLQ],
    propertyDependencies: { redrivePolicy: [DLQ], tags: [DLQ] },
  }),
  custom('Lambda', QUEUE, {
    ...{ name: 'api/worker/results', id: 'https://sqs/small-results' },
    inputs: { name: 'small-results', policy: sealed(CANARY) },
    outputs: { arn: 'arn:aws:sqs:eu-west-1:111111111111:small-results', policy: sealed(CANARY) },
    dependencies: [urnOf('SQS', QUEUE, 'api/jobs')],
  }),
  custom('SQS', QUEUE, {
    ...{ name: 'api/jobs/late', id: 'https://sqs/small-late' },
    inputs: { name: 'small-late', policy: 'arn:aws:sqs:eu-west-1:111111111111:small-results-2' },
    outputs: { arn: 'arn:aws:sqs:eu-west-1:111111111111:small-late' },
    dependencies: [urnOf('Lambda', QUEUE, 'api/worker/results')],
    propertyDependencies: { policy: [urnOf('Lambda', QUEUE, 'api/worker/results')] },
  }),
];

const FACTS: TypeFacts = {
  inputs: new Set(['name', 'policy', 'redrivePolicy', 'tags', 'delaySeconds']),
  computed: ['arn', 'name'],
  secretOutputs: [],
};

export interface SmallState {
  readonly passphrase?: string;
  readonly change?: (deployment: DeploymentV3) => DeploymentV3;
  readonly interrupted?: readonly string[];
}

export function smallState({ passphrase = PASSPHRASE, change = (one) => one, interrupted = [] }: SmallState = {}) {
  const deployment = change({ manifest: { time: 't', magic: 'm', version: 'v' }, resources: [...RESOURCES] });
  const target = { name: 'aws', account: '111111111111', region: 'eu-west-1' };
  const state = { stack: 'small', environment: 'test', target } as unknown as EjectRequest['whole']['state'];
  return {
    whole: { state, units: [{ unit: 'stack', deployment }], interrupted, missing: [] },
    sealer: {
      seal: () => {
        throw new Error('nothing is sealed for panka');
      },
      open: (text: string) => Buffer.from(text, 'base64').toString('utf8'),
    },
    passphrase,
    factsOf: (type: string) => (type === QUEUE ? FACTS : undefined),
    versions: { pulumi: '3.248.0', aws: '7.48.0' },
  } satisfies EjectRequest;
}

import { expect } from 'chai';
import type { ResourceV3 } from '../../../src/core/engine/deployment-v3.js';
import { beforeHandover, withHandovers } from '../../../src/core/execution/before-handover.js';
import { clearedSteps, isCleared, withoutAwaited } from '../../../src/core/execution/cleared-steps.js';
import type { Plan } from '../../../src/core/plan/plan.js';
import type { ComponentKind, ComponentOf, HandoverContext } from '../../../src/sdk/index.js';

const TYPE = 'aws:lambda/alias:Alias';
const URN = `urn:pulumi:dev::shop::${TYPE}::api/fn/live`;
const OTHER = 'urn:pulumi:dev::shop::aws:lambda/function:Function::api/fn';

const planOf = (op: string, path = 'functionVersion'): Plan =>
  ({
    changes: [
      {
        component: 'api/fn',
        kind: 'Lambda',
        resources: [
          {
            urn: OTHER,
            type: 'aws:lambda/function:Function',
            op: 'update',
            changes: [{ path: 's3Key', kind: 'update' }],
          },
          { urn: URN, type: TYPE, op, changes: [{ path, kind: 'update' }] },
        ],
      },
    ],
  }) as unknown as Plan;

interface Tried {
  readonly plan: Plan;
  readonly op?: 'update' | 'create' | 'create-replacement' | 'delete-replaced';
  readonly attempt?: (context: HandoverContext) => Promise<void>;
  readonly signal?: AbortSignal;
}

function subjects(attempt: (context: HandoverContext) => Promise<void>) {
  const handover = {
    type: TYPE,
    input: 'functionVersion',
    first: ({ careful }: { careful: boolean }, step: string) => (careful ? `a look at the ${step}` : undefined),
    attempt: async () => ({ default: (_: unknown, context: HandoverContext) => attempt(context) }),
  };
  return (careful = true) => ({
    kindOf: () => ({ handovers: [handover] }) as unknown as ComponentKind,
    componentOf: (address: string) => ({ address, spec: { careful } }) as unknown as ComponentOf,
  });
}

async function tried({ plan, op = 'update', attempt = async () => {}, signal }: Tried): Promise<HandoverContext[]> {
  const seen: HandoverContext[] = [];
  const resource = (urn: string, type: string): ResourceV3 => ({
    urn,
    type,
    custom: true,
    id: 'x',
    outputs: { name: 'n' },
  });
  const step = beforeHandover({
    plan,
    base: {
      manifest: { time: '', magic: '', version: '' },
      resources: [
        resource(URN, TYPE),
        resource(OTHER, 'aws:lambda/function:Function'),
        resource('urn:other::a::b', 't'),
      ],
    },
    ...subjects(async (context) => {
      seen.push(context);
      await attempt(context);
    })(),
    aws: { call: async () => ({}) },
    sleep: async (_, abort) => abort?.throwIfAborted(),
    ...(signal && { signal }),
  });
  await step({ op, urn: URN, inputs: { functionVersion: '4' } });
  await step({ op: 'update', urn: OTHER });
  return seen;
}

describe('before a new version is handed over', () => {
  it('what its kind says is tried once, with the inputs of the step and what the component had', async () => {
    const [context, ...more] = await tried({ plan: planOf('update') });
    expect(more).to.deep.equal([]);
    expect(context).to.deep.include({ step: 'update', inputs: { functionVersion: '4' } });
    expect(context?.resources.map(({ name }) => name)).to.deep.equal(['api/fn/live', 'api/fn']);
  });

  it('also where it is made, and made anew', async () => {
    expect((await tried({ plan: planOf('create'), op: 'create' }))[0]?.step).to.equal('create');
    expect((await tried({ plan: planOf('replace'), op: 'create-replacement' }))[0]?.step).to.equal('create');
    expect(await tried({ plan: planOf('replace'), op: 'delete-replaced' })).to.deep.equal([]);
  });

  it('nothing is tried before other changes', async () => {
    expect(await tried({ plan: planOf('update', 'description') })).to.deep.equal([]);
  });

  it('a failure stops the step and says that nothing was handed over; an interruption stays one', async () => {
    const alarm = async () => {
      throw new Error('alarm errors fires');
    };
    const failed = await tried({ plan: planOf('update'), attempt: alarm }).catch((error: unknown) => error);
    expect(failed).to.include({ code: 'NotHandedOver' });
    expect((failed as Error).message).to.equal('the new version of api/fn was not handed over: alarm errors fires');
    const signal = AbortSignal.abort(new Error('interrupted'));
    const waiting = (context: HandoverContext) => context.wait(1);
    const stopped = await tried({ plan: planOf('update'), attempt: waiting, signal }).catch((error: unknown) => error);
    expect((stopped as Error).message).to.equal('interrupted');
  });

  it('the plan tells of it, and the step is asked about', () => {
    const step = { urn: URN, op: 'update', type: TYPE } as const;
    const careful = subjects(async () => {});
    const plan = withHandovers(planOf('update'), careful());
    expect(plan.changes[0]?.resources.map(({ first }) => first)).to.deep.equal([undefined, 'a look at the update']);
    expect(isCleared(withoutAwaited(clearedSteps(plan), plan), step)).to.equal(false);
    const careless = withHandovers(planOf('update'), careful(false));
    expect(careless.changes[0]?.resources[1]).not.to.have.property('first');
    expect(isCleared(withoutAwaited(clearedSteps(careless), careless), step)).to.equal(true);
  });
});

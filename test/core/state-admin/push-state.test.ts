import { expect } from 'chai';
import { type DeploymentV3, SECRET_SIG, SIG_KEY } from '../../../src/core/engine/deployment-v3.js';
import type { StackState } from '../../../src/core/state/state-store.js';
import { pushState } from '../../../src/core/state-admin/push-state.js';
import { parseStateFile, type StateFile, stateFile } from '../../../src/core/state-admin/state-file.js';
import { readWholeState } from '../../../src/core/state-admin/whole-state.js';
import { failureOf } from '../../helpers/failure-of.js';
import { AT } from '../state/state-samples.js';
import { DeployedStack, urnOf } from './deployed-stack.js';
import { changeOf } from './state-ports.js';

describe('a state as a file', () => {
  let stack: DeployedStack;
  let pulled: StateFile;
  beforeEach(async () => {
    stack = new DeployedStack();
    await stack.deploy({ 'api/first': { visibilityTimeout: 30 }, 'api/second': { visibilityTimeout: 30 } });
    pulled = await pull();
  });
  const pull = async (unit?: string) => {
    const whole = await readWholeState(stack.state, AT);
    return stateFile({ ...whole, state: whole.state as StackState }, unit);
  };
  const push = async (file: unknown) =>
    pushState({
      ...changeOf(stack, 'panka state push'),
      ...{ file: parseStateFile(JSON.stringify(file), 'file.json'), fileName: 'file.json', approve: async () => true },
    });
  const edited = (change: (deployment: DeploymentV3) => void): StateFile => {
    const copy = JSON.parse(JSON.stringify(pulled)) as StateFile;
    change(copy.deployment);
    return copy;
  };

  it('is what Pulumi takes, names its state, and keeps secrets sealed', () => {
    expect(pulled.version).to.equal(3);
    expect(pulled.panka).to.include({ ...AT, unit: 'stack', serial: 1 });
    expect(JSON.stringify(pulled.deployment)).to.include('ciphertext');
  });

  it('becomes the state when it was edited, as a new serial, and what it touches must be looked at again', async () => {
    const file = edited(({ resources = [] }) => {
      resources.splice(2, 1);
      resources[1] = { ...resources[1]!, inputs: { ...resources[1]!.inputs, visibilityTimeoutSeconds: 77 } };
    });
    const result = await push(file);
    expect(result).to.include({ outcome: 'pushed', serial: 2, unit: 'stack' });
    expect(result.difference.map(({ name, change }) => `${name} ${change}`)).to.deep.equal([
      'api/first changed',
      'api/second removed',
    ]);
    const head = await stack.state.readState(AT);
    expect(head.found && Object.entries(head.value.components).map(([a, c]) => `${a} ${c.status}`)).to.deep.equal([
      'api/first unverified',
    ]);
    expect((await pull()).deployment.resources?.[1]?.inputs).to.include({ visibilityTimeoutSeconds: 77 });
  });

  it('changes nothing when it is what the state is already', async () => {
    expect(await push(pulled)).to.include({ outcome: 'nothing-to-do', serial: 1 });
  });

  const refused: readonly {
    readonly what: string;
    readonly file: () => unknown;
    readonly says: RegExp;
    code?: string;
  }[] = [
    { what: 'of another lineage', file: () => withOrigin({ lineage: 'other' }), says: /its lineage is "other"/ },
    { what: 'of another stack', file: () => withOrigin({ stack: 'blog' }), says: /belongs to "blog"/ },
    { what: 'of an unknown unit', file: () => withOrigin({ unit: 'service.x' }), says: /unit "service.x"/ },
    { what: 'of a serial that is not there yet', file: () => withOrigin({ serial: 9 }), says: /is at 1 only/ },
    { what: 'of a later format', file: () => withOrigin({ format: 2 as 1 }), says: /format 2/, code: 'StateNewer' },
    { what: 'of a later version', file: () => ({ ...pulled, version: 4 }), says: /format 4/, code: 'StateNewer' },
    { what: 'without its origin', file: () => ({ version: 3, deployment: pulled.deployment }), says: /"panka"/ },
    { what: 'that is no deployment', file: () => ({ version: 3, panka: pulled.panka }), says: /no deployment/ },
    {
      what: 'with a secret in plain text',
      file: () =>
        edited(({ resources = [] }) => {
          resources[1] = { ...resources[1]!, inputs: { token: { [SIG_KEY]: SECRET_SIG, plaintext: '"x"' } } };
        }),
      says: /plain text at "resources\.1\.inputs\.token"/,
    },
    {
      what: 'whose resources contradict each other',
      file: () =>
        edited(({ resources = [] }) => {
          resources[1] = { ...resources[1]!, dependencies: [urnOf('api/gone')] };
        }),
      says: /api\/gone/,
      code: 'DeploymentBroken',
    },
  ];
  const withOrigin = (change: Partial<StateFile['panka']>) => ({ ...pulled, panka: { ...pulled.panka, ...change } });

  for (const { what, file, says, code = 'PushRefused' } of refused)
    it(`is refused when it is one ${what}`, async () => {
      const failure = await failureOf(async () => push(file()));
      expect(failure.code).to.equal(code);
      expect(failure.message).to.match(says);
      const head = await stack.state.readState(AT);
      expect(head.found && head.value.serial).to.equal(1);
    });

  it('is refused when the state has moved since, or it is cut off', async () => {
    await stack.deploy({ 'api/first': { visibilityTimeout: 31 } });
    const failure = await failureOf(push(pulled));
    expect(failure.message).to.include('pulled at serial 1').and.include('at 2 by now');
    const text = JSON.stringify(pulled).slice(0, 200);
    expect((await failureOf(async () => parseStateFile(text, 'file.json'))).message).to.include('not complete JSON');
  });

  it('is that of one unit, which must be named where there are several', async () => {
    const other = new DeployedStack(stack.objects, 'service.web');
    await other.deploy({ 'web/page': { visibilityTimeout: 1 } });
    const failure = await failureOf(pull());
    expect(failure.code).to.equal('UnitNeeded');
    expect(failure.suggestions).to.include('panka state pull --unit service.web');
    expect((await pull('service.web')).panka.unit).to.equal('service.web');
  });
});

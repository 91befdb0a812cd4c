import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

/** In a process of its own: in this one other tests have loaded the SDK already. */
function deferred() {
  const program = fileURLToPath(new URL('./deferred-program.mjs', import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import=tsx', program], { encoding: 'utf8' });
  expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe('rare modules of the SDK', () => {
  let seen: Record<string, unknown>;
  before(() => {
    seen = deferred();
  });

  it('are not loaded with it', () => {
    expect(seen['before']).to.deep.equal({ arborist: false, typescript: false, sqs: false });
  });

  it('are the real ones when they are used', () => {
    expect(seen['sqs']).to.deep.equal({ sameClass: true, keys: true, loaded: true });
    expect(seen['serialized']).to.equal(true);
    expect(seen['folders']).to.equal(true);
  });

  it('are forwarded whole', () => {
    expect(seen['serializeClosure']).to.deep.equal(['serializeFunction', 'serializeFunctionAsync']);
    expect(seen['codePaths']).to.deep.equal(['computeCodePaths', 'findWorkspaceRoot']);
  });
});

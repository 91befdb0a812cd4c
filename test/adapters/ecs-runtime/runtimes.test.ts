import { expect } from 'chai';
import { declareSharedStack } from '../../../src/adapters/aws-shared/shared-stack.js';
import { ecsRuntimes, runtimesByPlatform } from '../../../src/adapters/ecs-runtime/runtimes.js';
import type { ComputeRuntime } from '../../../src/sdk/index.js';
import { runProgram } from '../aws-shared/declared-program.js';
import { facts } from '../aws-shared/test-stack.js';

function runtime(platform: string): ComputeRuntime {
  return {
    platform,
    declare: () => {
      throw new Error('not declared in this test');
    },
  };
}

describe('compute runtimes', () => {
  it('are found by platform; a plugin may replace one', () => {
    const own = runtime('fargate');
    const runtimes = runtimesByPlatform([runtime('fargate'), runtime('ec2'), own], () => undefined);
    expect(runtimes('fargate')).to.equal(own);
    expect(runtimes('ec2').platform).to.equal('ec2');
  });

  it('are Fargate and EC2 without any plugin', async () => {
    const { result } = await runProgram(() => {
      const shared = declareSharedStack({ ...facts(), needs: new Set() });
      return ecsRuntimes(shared, { infra: facts().infra, waitForSteadyState: false });
    });
    expect(result.map(({ platform }) => platform)).to.deep.equal(['fargate', 'ec2']);
  });

  it('name the plugin to install where nothing brings the platform', () => {
    const runtimes = runtimesByPlatform([], (platform) => (platform === 'eks' ? '@panka/plugin-eks' : undefined));
    expect(() => runtimes('eks'))
      .to.throw("runtime.platform 'eks' needs a plugin (PANKA-RUNTIME-001)")
      .with.property('suggestions')
      .that.deep.equals(['panka plugins install @panka/plugin-eks']);
    expect(() => runtimes('nomad')).to.throw("runtime.platform 'nomad' needs a plugin");
  });
});

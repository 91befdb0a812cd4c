import { expect } from 'chai';
import { FARGATE_CPUS, fargateMemories, fargateProblem } from '../src/fargate-sizes.js';

describe('Fargate sizes', () => {
  it('knows every memory of a CPU size', () => {
    expect(fargateMemories(256)).to.deep.equal([512, 1024, 2048]);
    expect(fargateMemories(512)).to.deep.equal([1024, 2048, 3072, 4096]);
    expect(fargateMemories(4096)).to.have.length(23).and.include.members([8192, 30_720]);
    expect(fargateMemories(16_384)).to.deep.equal([
      32_768, 40_960, 49_152, 57_344, 65_536, 73_728, 81_920, 90_112, 98_304, 106_496, 114_688, 122_880,
    ]);
    expect(fargateMemories(300)).to.deep.equal([]);
  });

  it('accepts each of its own sizes', () => {
    for (const cpu of FARGATE_CPUS)
      for (const memory of fargateMemories(cpu))
        expect(fargateProblem(cpu, memory), `${cpu}/${memory}`).to.equal(undefined);
  });

  it('lists what goes with a CPU size', () => {
    expect(fargateProblem(512, 512)).to.deep.equal({
      message:
        'spec.runtime: cpu 512 and memory 512 is not a Fargate size; with cpu 512 memory must be 1024, 2048, 3072 or 4096 MiB',
      memory: 1024,
    });
  });

  it('gives a range where the list would be long', () => {
    expect(fargateProblem(4096, 40_000)?.message).to.match(
      /with cpu 4096 memory must be 8192 to 30720 in steps of 1024 MiB$/,
    );
    expect(fargateProblem(4096, 40_000)?.memory).to.equal(30_720);
  });

  it('names the CPU sizes where the CPU is wrong', () => {
    expect(fargateProblem(300, 512)).to.deep.equal({
      message:
        'spec.runtime: cpu 300 and memory 512 is not a Fargate size; cpu must be 256, 512, 1024, 2048, 4096, 8192 or 16384 units',
      cpu: 512,
    });
  });
});

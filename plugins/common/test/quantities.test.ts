import { expect } from 'chai';
import { normaliseCpu, normaliseMemory, readCpu } from '../src/quantities.js';

describe('quantities', () => {
  const cpus: readonly [unknown, unknown][] = [
    [512, 512],
    ['512', 512],
    ['0.5 vCPU', 512],
    ['0.25vcpu', 256],
    ['2 cpus', 2048],
    ['256m', 256],
    ['250m', '250m'],
    ['half', 'half'],
    [null, null],
  ];
  for (const [written, meant] of cpus)
    it(`reads cpu ${JSON.stringify(written)} as ${JSON.stringify(meant)}`, () => {
      expect(normaliseCpu(written as never)).to.equal(meant);
    });

  const memories: readonly [unknown, unknown][] = [
    [512, 512],
    ['512', 512],
    ['512Mi', 512],
    ['512 MiB', 512],
    ['1 GB', 1024],
    ['1Gi', 1024],
    ['0.5 GB', 512],
    ['1.0001 GB', '1.0001 GB'],
    ['1 TB', '1 TB'],
    ['lots', 'lots'],
  ];
  for (const [written, meant] of memories)
    it(`reads memory ${JSON.stringify(written)} as ${JSON.stringify(meant)}`, () => {
      expect(normaliseMemory(written as never)).to.equal(meant);
    });

  it('rounds millicores up to the next Fargate size and says so', () => {
    expect(readCpu(512)).to.deep.equal({ units: 512, rounded: false });
    expect(readCpu('250m')).to.deep.equal({ units: 256, rounded: true });
    expect(readCpu('251m')).to.deep.equal({ units: 512, rounded: true });
    expect(readCpu('1500m')).to.deep.equal({ units: 2048, rounded: true });
  });
});

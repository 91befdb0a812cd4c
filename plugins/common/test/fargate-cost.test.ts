import { expect } from 'chai';
import microservice from '../../microservice/src/index.js';
import worker from '../../worker/src/index.js';
import { componentOf } from './component.js';

describe('what tasks cost that always run', () => {
  it('is CPU and memory of the fewest tasks', () => {
    const written = {
      image: 'web:1',
      ports: [{ name: 'http', port: 80 }],
      runtime: { cpu: 512, memory: 1024 },
      replicas: 2,
    };
    expect(microservice.fixedCost?.(componentOf(microservice, written).spec)).to.deep.equal([
      { item: 'fargate-vcpu-hour:x86_64', quantity: 730 },
      { item: 'fargate-gb-hour:x86_64', quantity: 1460 },
    ]);
    const scaled = { ...written, autoscaling: { enabled: true, minReplicas: 1, maxReplicas: 9 } };
    expect(microservice.fixedCost?.(componentOf(microservice, scaled).spec)[0]?.quantity).to.equal(365);
  });

  it('is nothing for workers that scale to nothing, and less on spare capacity', () => {
    const written = { image: 'w:1', source: 'queue' };
    expect(worker.fixedCost?.(componentOf(worker, written).spec)).to.deep.equal([]);
    const kept = componentOf(worker, { ...written, autoscaling: { minReplicas: 1 } });
    expect(worker.fixedCost?.(kept.spec)[0]).to.deep.equal({ item: 'fargate-spot-vcpu-hour:x86_64', quantity: 182.5 });
  });
});

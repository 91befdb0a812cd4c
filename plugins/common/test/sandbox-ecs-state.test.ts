import { expect } from 'chai';
import type { SandboxCloud, SandboxResource } from 'panka/sdk';
import { ECS_SERVICE, findService, servicesBehind, TASK_DEFINITION } from '../src/sandbox-ecs-state.js';

const COUNT = 50;
const numbers = Array.from({ length: COUNT }, (_, i) => i);
const resources: readonly SandboxResource[] = [
  ...numbers.map((i) => ({
    type: TASK_DEFINITION,
    id: `task-${i}`,
    inputs: { containerDefinitions: JSON.stringify([{ name: `c${i}`, image: `web:${i}` }]) },
    outputs: { arn: `arn:task:${i}` },
  })),
  ...['blue', 'green'].flatMap((cluster) =>
    numbers.map((i) => ({
      type: ECS_SERVICE,
      id: `${cluster}-${i}`,
      inputs: {
        name: `web-${i}`,
        cluster: `arn:aws:ecs:us-east-1:000000000000:cluster/${cluster}`,
        taskDefinition: `arn:task:${i}`,
        loadBalancers: [{ targetGroupArn: `arn:group:${cluster}-${i % 2}`, containerPort: 80 }],
      },
      outputs: { arn: `arn:service/${cluster}/web-${i}` },
    })),
  ),
];

/** A cloud that counts how often all of a type is asked for. */
function countingCloud() {
  const asked: string[] = [];
  const cloud: SandboxCloud = {
    get: (type, id) => resources.find((r) => r.type === type && r.id === id),
    list: (type) => {
      asked.push(type);
      return resources.filter((r) => r.type === type);
    },
  };
  return { cloud, asked };
}

describe('services of the simulated cloud', () => {
  it('are found by name in their own cluster', () => {
    const { cloud } = countingCloud();
    const found = findService(cloud, 'cluster/green', 'arn:service/green/web-7');
    expect(found).to.include({ name: 'web-7', cluster: 'green', container: 'c7', arn: 'arn:service/green/web-7' });
    expect(findService(cloud, 'red', 'web-7')).to.equal(undefined);
  });

  it('are found without reading the cloud once for every other one', () => {
    const { cloud, asked } = countingCloud();
    findService(cloud, 'blue', 'web-1');
    expect(asked.filter((type) => type === TASK_DEFINITION)).to.have.length(1);
    servicesBehind(cloud, 'arn:group:blue-1');
    expect(asked.filter((type) => type === TASK_DEFINITION)).to.have.length(2);
  });

  it('are known by their target group', () => {
    const { cloud } = countingCloud();
    const behind = servicesBehind(cloud, 'arn:group:blue-1');
    expect(behind).to.have.length(COUNT / 2);
    expect(behind.every((s) => s.cluster === 'blue')).to.equal(true);
  });
});

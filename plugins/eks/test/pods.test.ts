import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { report, web } from './components.js';
import { type Written, withEks } from './eks-stack.js';

const sender = (spec: JsonObject = {}): Written => [
  'Worker',
  'api/send',
  { image: 's:1', source: { type: 'none' }, ...spec },
];

interface Pods {
  readonly metadata: { readonly annotations: JsonObject };
  readonly spec: {
    readonly containers: readonly JsonObject[];
    readonly terminationGracePeriodSeconds: number;
    readonly affinity: JsonObject;
    readonly topologySpreadConstraints: readonly JsonObject[];
  };
}

/** `spec` of the object of this type. */
async function specOf<T>(type: string, ...components: readonly Written[]): Promise<T> {
  const resources = await withEks((stack) => stack.render(components));
  const found = resources.find((resource) => resource.type.endsWith(`:${type}`));
  if (found === undefined) throw new Error(`no ${type} was declared`);
  return found.inputs.spec as T;
}
const pods = async (component: Written) => (await specOf<{ template: Pods }>('Deployment', component)).template;
const jobOf = async (component: Written) =>
  (await specOf<{ jobTemplate: { spec: { template: Pods } } }>('CronJob', component)).jobTemplate.spec;

describe('pods on eks', () => {
  it('go on answering until those who call them know that they go, beside the time that they have to stop', async () => {
    const found = await pods(web({ stopTimeoutSeconds: 20 }));
    expect(found.spec.containers[0]?.lifecycle).to.deep.equal({ preStop: { sleep: { seconds: 5 } } });
    expect(found.spec.terminationGracePeriodSeconds).to.equal(25);
    const alone = await pods(sender());
    expect(alone.spec.containers[0]).not.to.have.property('lifecycle');
    expect(alone.spec.terminationGracePeriodSeconds).to.equal(30);
  });

  it('are spread among those of their own version', async () => {
    const { spec } = await pods(web());
    expect(spec.topologySpreadConstraints.map(({ matchLabelKeys }) => matchLabelKeys)).to.deep.equal([
      ['pod-template-hash'],
      ['pod-template-hash'],
    ]);
  });

  it('prefer spare capacity where it is asked for, and the other nodes where it is not', async () => {
    const operators = async (spot: boolean) =>
      JSON.stringify((await pods(web({ runtime: { spot } }))).spec.affinity).match(/"operator":"\w+"/g);
    expect(await operators(true)).to.deep.equal(['"operator":"In"', '"operator":"In"']);
    expect(await operators(false)).to.deep.equal(['"operator":"NotIn"', '"operator":"NotIn"']);
  });

  it('that do not work keep no node from being drained', async () => {
    const budget = await specOf<JsonObject>('PodDisruptionBudget', web({ replicas: 2 }));
    expect(budget).to.include({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
  });

  it('of a job are not moved to empty a node', async () => {
    const { template } = await jobOf(report());
    expect(template.metadata.annotations).to.include({
      'karpenter.sh/do-not-disrupt': 'true',
      'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
    });
    expect((await pods(web())).metadata.annotations).not.to.have.property('karpenter.sh/do-not-disrupt');
  });

  it('of a test run end when it is given up', async () => {
    const limits = async (spec: JsonObject) => (await specOf<JsonObject>('Job', report(spec))).activeDeadlineSeconds;
    expect(await limits({ verify: { run: true, timeoutMinutes: 5 }, timeoutMinutes: 30 })).to.equal(300);
    expect(await limits({ verify: { run: true, timeoutMinutes: 5 } })).to.equal(300);
    expect(await limits({ verify: { run: true, timeoutMinutes: 60 }, timeoutMinutes: 30 })).to.equal(1800);
  });
});

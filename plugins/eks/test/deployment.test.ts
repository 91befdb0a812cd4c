import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { sandboxFolders } from '../../../src/adapters/sandbox-target/sandbox-folders.js';
import type { DeploymentOutcome } from '../../../src/core/execution/deployment-outcome.js';
import { report, web } from './components.js';
import { type EksStack, infra, type Written, withEks } from './eks-stack.js';

const DEPLOYMENT = 'kubernetes:apps/v1:Deployment';

async function applied(stack: EksStack, ...components: readonly Written[]): Promise<DeploymentOutcome> {
  const outcome = await stack.sandbox.apply(await stack.desire(components));
  expect(outcome.errors.map(({ message }) => message)).to.deep.equal([]);
  expect([...stack.sandbox.slips]).to.deep.equal([]);
  return outcome;
}

async function cloudTypes(stack: EksStack): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { type } of await stack.sandbox.cloud()) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

describe('a service on eks in the sandbox', () => {
  it('is deployed, verified, left alone when nothing changed, and leaves nothing behind', async () => {
    await withEks(async (stack) => {
      const { outputs, unverified } = await applied(stack, web());
      expect(unverified).to.deep.equal([]);
      expect(Object.keys(outputs['api/web'] ?? {})).to.have.members([
        ...['taskRoleArn', 'securityGroupId', 'internalHost', 'internalUrl'],
      ]);
      expect(outputs['api/web']?.internalUrl).to.equal(
        'http://shop-dev-api-web-workload-b534d6.shop-dev-namespace-06e3d4.svc.cluster.local:8080',
      );
      expect((await applied(stack, web())).status).to.equal('nothing-to-do');
      await stack.sandbox.destroy(await stack.desire([web()]));
      expect(await cloudTypes(stack)).to.deep.equal({});
    });
  });

  it('changes in place, and is taken away alone', async () => {
    await withEks(async (stack) => {
      const worker: Written = ['Worker', 'api/send', { image: 'send:1.0', source: { type: 'none' } }];
      await applied(stack, web(), worker);
      const first = (await stack.sandbox.cloud()).find(({ id, type }) => type === DEPLOYMENT && id.includes('api-web'));
      await applied(stack, web({ image: 'web:2.0', replicas: 3 }), worker);
      const second = (await stack.sandbox.cloud()).find(
        ({ id, type }) => type === DEPLOYMENT && id.includes('api-web'),
      );
      expect(second?.id).to.equal(first?.id);
      expect(second?.createdAt).to.equal(first?.createdAt);
      expect(second?.outputs.status).to.include({ observedGeneration: 2, replicas: 3, availableReplicas: 3 });
      await applied(stack, worker);
      const left = await stack.sandbox.cloud();
      expect(left.filter(({ owner }) => owner.includes('api/web'))).to.deep.equal([]);
      expect(left.filter(({ type }) => type === DEPLOYMENT)).to.have.length(1);
    });
  });

  for (const [tag, why] of [
    ['broken', 'web: ImagePullBackOff: the image was not found'],
    ['unhealthy', 'web: the readiness probe failed'],
  ] as const)
    it(`fails where its pods do not run (${tag})`, async () => {
      await withEks(async (stack) => {
        const outcome = await stack.sandbox.apply(await stack.desire([web({ image: `web:1-${tag}` })]));
        expect(outcome.status).to.equal('failed');
        expect(outcome.errors.map(({ message }) => message).join()).to.include(
          `0 of 1 pods are available, 1 of the new version: ${why}`,
        );
      });
    });

  it('goes on with the old pods where the new ones do not start', async () => {
    await withEks(async (stack) => {
      await applied(stack, web({ replicas: 2 }));
      const outcome = await stack.sandbox.apply(await stack.desire([web({ replicas: 2, image: 'web:2-crash' })]));
      expect(outcome.errors.map(({ message }) => message).join()).to.include('2 of 2 pods are available, 2 of the new');
    });
  });

  it('is a target of a load balancer, by a binding that the controller of the cluster follows', async () => {
    await withEks(async (stack) => {
      const alb: Written = [
        'ALB',
        'edge/public',
        { scheme: 'internal', routes: [{ name: 'web', target: { component: 'api/web' } }] },
      ];
      await applied(stack, alb, web({ replicas: 2 }));
      const cloud = await stack.sandbox.cloud();
      const group = cloud.find(({ type }) => type === 'aws:lb/targetGroup:TargetGroup');
      const binding = cloud.find(({ type }) => type.endsWith(':TargetGroupBinding'));
      expect(group?.inputs.targetType).to.equal('ip');
      expect(binding?.inputs.spec).to.deep.include({ targetGroupARN: group?.outputs.arn, targetType: 'ip' });
      const rules = cloud.filter(({ type }) => type.endsWith(':SecurityGroupIngressRule'));
      expect(rules.map(({ owner }) => owner).join()).to.include('api/web/from/edge/public/8080');
    });
  });

  it('keeps the pods that the autoscaler wants when its version changes', async () => {
    await withEks(async (stack) => {
      const autoscaling = { enabled: true, minReplicas: 2, maxReplicas: 6, targetCPUUtilization: 60 };
      await applied(stack, web({ autoscaling }));
      const { sandbox } = stack;
      await applied(stack, web({ autoscaling: { ...autoscaling, minReplicas: 3 } }));
      const deployment = (await sandbox.cloud()).find(({ type }) => type === DEPLOYMENT);
      expect((deployment?.inputs.spec as JsonObject | undefined)?.replicas).to.equal(2);
      expect(await cloudTypes(stack)).to.include({
        'kubernetes:autoscaling/v2:HorizontalPodAutoscaler': 1,
        'kubernetes:policy/v1:PodDisruptionBudget': 1,
      });
    });
  });

  it('takes over its own objects that an interrupted run has left, and makes no second ones', async () => {
    await withEks(async (stack) => {
      await applied(stack, web());
      const before = await cloudTypes(stack);
      rmSync(`${stack.folder}/.panka/state`, { recursive: true });
      const outcome = await stack.sandbox.apply(await stack.desire([web()]));
      const objects = Object.entries(await cloudTypes(stack)).filter(([type]) => type.startsWith('kubernetes:'));
      expect(Object.fromEntries(objects)).to.deep.equal(
        Object.fromEntries(Object.entries(before).filter(([type]) => type.startsWith('kubernetes:'))),
      );
      // What AWS keeps apart by name is in the way, as on any other platform.
      expect(outcome.errors.map(({ message }) => message).join()).to.include('already exists');
    });
  });
});

describe('an object that somebody changed in the cluster', () => {
  it('is as the manifest says again after an apply that looks', async () => {
    await withEks(async (stack) => {
      await applied(stack, web());
      const { cloud: folder } = sandboxFolders(stack.folder);
      const file = readdirSync(folder, { recursive: true })
        .map(String)
        .find((name) => /apps-Deployment/.test(name));
      const path = join(folder, String(file));
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('web:1.0', 'web:9.9'));
      expect((await applied(stack, web())).status).to.equal('nothing-to-do');
      const { status } = await stack.sandbox.apply(await stack.desire([web()]), { refresh: true });
      expect(status).to.equal('succeeded');
      expect(readFileSync(path, 'utf8')).to.include('web:1.0').and.not.include('web:9.9');
    });
  });
});

describe('a namespace', () => {
  it('that InfraDefaults name is taken, and stays', async () => {
    await withEks(async (stack) => {
      const around = { eks: { clusterName: 'platform', namespace: 'team-a' } };
      const desired = await stack.desire([web()], around);
      const { outputs } = await stack.sandbox.apply(desired);
      expect(outputs['api/web']?.internalHost).to.match(/\.team-a\.svc\.cluster\.local$/);
      expect(await cloudTypes(stack)).not.to.have.property('kubernetes:core/v1:Namespace');
    });
  });
});

describe('a job on eks in the sandbox', () => {
  it('is scheduled, and runs once with each version where that is asked for', async () => {
    await withEks(async (stack) => {
      const { outputs } = await applied(stack, report({ verify: { run: true } }));
      expect(Object.keys(outputs['api/report'] ?? {})).to.have.members(['taskRoleArn', 'securityGroupId']);
      const run = async () => (await stack.sandbox.cloud()).find(({ type }) => type === 'kubernetes:batch/v1:Job');
      const first = await run();
      expect(first?.outputs.status).to.deep.include({ succeeded: 1 });
      await applied(stack, report({ verify: { run: true }, image: 'report:2.0' }));
      expect((await run())?.createdAt).not.to.equal(first?.createdAt);
      expect(
        (await stack.sandbox.apply(await stack.desire([report({ verify: { run: true }, image: 'report:2.0' })])))
          .status,
      ).to.equal('nothing-to-do');
    });
  });

  it('fails where its test run does', async () => {
    await withEks(async (stack) => {
      const outcome = await stack.sandbox.apply(
        await stack.desire([report({ verify: { run: true }, image: 'report:1-crash' })]),
      );
      expect(outcome.status).to.equal('failed');
      expect(outcome.errors.map(({ message }) => message).join()).to.include('the container ended with exit code 1');
    });
  });
});

describe('configuration files on eks', () => {
  it('are another ConfigMap when they change, made before the pods are and gone after them', async () => {
    await withEks(async (stack) => {
      const configs = { mountPath: '/etc/web', files: ['web.json'] };
      const maps = async () => (await stack.sandbox.cloud()).filter(({ type }) => type.endsWith(':ConfigMap'));
      await stack.sandbox.apply(await stack.desire([web({ configs })], { files: { 'web.json': '{"a":1}' } }));
      const [before] = await maps();
      expect(before?.inputs.binaryData).to.deep.equal({ 'web.json': Buffer.from('{"a":1}').toString('base64') });
      const changed = await stack.desire([web({ configs })], { files: { 'web.json': '{"a":2}' } });
      expect((await stack.sandbox.apply(changed)).status).to.equal('succeeded');
      const [after, ...others] = await maps();
      expect(others).to.deep.equal([]);
      expect(after?.id).not.to.equal(before?.id);
      const deployment = (await stack.sandbox.cloud()).find(({ type }) => type === DEPLOYMENT);
      expect(JSON.stringify(deployment?.inputs)).to.include(after?.id.split('/')[1]);
    });
  });
});

describe('secrets on eks', () => {
  it('are another Secret when others are wanted: the driver leaves one that is there as it is', async () => {
    await withEks(async (stack) => {
      const secrets = (...names: string[]) =>
        web({ secrets: names.map((name) => ({ name, secretRef: `shop/${name}` })) });
      const classes = async () =>
        (await stack.sandbox.cloud()).filter(({ type }) => type.endsWith(':SecretProviderClass'));
      await applied(stack, secrets('A'));
      const [before] = await classes();
      await applied(stack, secrets('A', 'B'));
      const [after, ...others] = await classes();
      expect(others).to.deep.equal([]);
      const { secretObjects: [synced] = [] } = (after?.inputs.spec ?? {}) as { secretObjects?: JsonObject[] };
      const name = after?.id.split('/')[1];
      expect(synced?.secretName).to.equal(name).and.not.equal(before?.id.split('/')[1]);
      const pods = (await stack.sandbox.cloud()).find(({ type }) => type === DEPLOYMENT)?.inputs;
      const told = JSON.stringify(pods);
      expect(told).to.include(`"secretKeyRef":{"key":"B","name":"${name}"}`);
      expect(told).to.include(`"secretProviderClass":"${name}"`);
      expect((await applied(stack, secrets('A', 'B'))).status).to.equal('nothing-to-do');
    });
  });
});

describe('the sandbox of eks', () => {
  it('loses no secret: neither state nor cloud holds a value', async () => {
    await withEks(async (stack) => {
      await applied(stack, web({ secrets: [{ name: 'API_KEY', secretRef: 'shop/api-key', key: 'value' }] }));
      expect(await stack.sandbox.leaks()).to.deep.equal([]);
      const types = (await stack.sandbox.cloud()).map(({ type }) => type);
      expect(types).to.include('kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass');
      expect(types).not.to.include('kubernetes:core/v1:Secret');
    });
  });

  it('knows every type that the platform declares', async () => {
    await withEks(async ({ render }) => {
      const { default: models } = await import('../src/sandbox.js');
      const known = new Set(models.models.map(({ type }) => type));
      const resources = await render(
        [
          web({
            replicas: 2,
            autoscaling: { enabled: true, maxReplicas: 4 },
            secrets: [{ name: 'A', secretRef: 'a' }],
          }),
          report({ verify: { run: true }, configs: { mountPath: '/etc/report', files: ['report.json'] } }),
          ['ALB', 'edge/public', { scheme: 'internal', routes: [{ name: 'web', target: { component: 'api/web' } }] }],
        ],
        { files: { 'report.json': '{}' }, documents: [infra('Observability', { alarms: { enabled: false } })] },
      );
      const types = [...new Set(resources.map(({ type }) => type))].filter((type) =>
        /^kubernetes:|^aws:eks/.test(type),
      );
      expect(types.filter((type) => !known.has(type))).to.deep.equal([]);
      expect(types).to.have.length(known.size);
    });
  });
});

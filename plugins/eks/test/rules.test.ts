import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { web } from './components.js';
import { type Around, infra, type Written, withEks } from './eks-stack.js';

const job = (spec: JsonObject = {}): Written => [
  'CronJob',
  'api/job',
  { image: 'job:1.0', schedule: '@daily', ...spec },
];
const worker = (spec: JsonObject = {}): Written => ['Worker', 'api/send', { image: 'send:1.0', ...spec }];
const queue: Written = ['SQS', 'api/orders', {}];

interface Wrong {
  readonly title: string;
  readonly of: readonly Written[];
  readonly around?: Around;
  readonly told: readonly string[];
}

const WRONG: readonly Wrong[] = [
  {
    title: 'no cluster is named',
    of: [web()],
    around: { eks: undefined },
    told: ['PANKA-EKS-001 runtime.platform eks needs the name of a cluster'],
  },
  {
    title: 'the cluster has no Pod Identity Agent',
    of: [web()],
    around: { eks: { clusterName: 'platform', podIdentityAgent: false } },
    told: [
      'PANKA-EKS-002 compute.eks.podIdentityAgent is false: pods get their role from the EKS Pod Identity Agent, an add-on of the cluster',
    ],
  },
  {
    title: 'the stack would make a VPC of its own',
    of: [web()],
    around: { networking: { vpc: { mode: 'create', cidr: '10.40.0.0/16' } } },
    told: ['PANKA-EKS-003 pods are in the VPC of their cluster, and Networking.vpc.mode create makes another one'],
  },
  {
    title: 'names are chosen',
    of: [web({ name: 'mine', serviceDiscovery: { name: 'web' } })],
    told: [
      'PANKA-EKS-004 name mine has no effect on eks: objects of a cluster are named by Panka, so that an interrupted run finds its own again',
      'PANKA-EKS-004 serviceDiscovery.name web has no effect on eks: objects of a cluster are named by Panka, so that an interrupted run finds its own again; consumers get internalHost',
    ],
  },
  {
    title: 'a file system or a disk is mounted',
    of: [
      web({
        volumes: [
          { name: 'files', mountPath: '/files', efs: { component: 'files' } },
          { name: 'disk', mountPath: '/disk', ebs: { sizeGiB: 20 } },
          { name: 'tmp', mountPath: '/tmp', ephemeral: true },
        ],
      }),
      ['EFS', 'api/files', {}],
    ],
    told: [
      "PANKA-EKS-005 volume 'files' is efs, which eks does not mount; only ephemeral volumes are",
      "PANKA-EKS-005 volume 'disk' is ebs, which eks does not mount; only ephemeral volumes are",
    ],
  },
  {
    title: 'configuration files have names that a ConfigMap does not take',
    of: [web({ configs: { mountPath: '/etc/web', files: ['a/web.conf', 'b/web.conf', 'über.conf'] } })],
    told: [
      'PANKA-EKS-006 two files of one folder are called web.conf',
      'PANKA-EKS-006 file über.conf has characters that a ConfigMap does not take',
    ],
  },
  {
    title: 'the user is a name',
    of: [web({ user: 'node' })],
    told: ['PANKA-EKS-007 user node is a name of the image, which Kubernetes does not look up; give its number'],
  },
  {
    title: 'it is to be in public subnets, with many groups',
    of: [web({ networking: { subnets: 'public', securityGroupIds: ['sg-1', 'sg-2', 'sg-3', 'sg-4'] } })],
    told: [
      'PANKA-EKS-008 networking.subnets has no effect on eks: pods are where the nodes of the cluster are',
      'PANKA-EKS-009 a pod has five security groups at most: its own, that of the cluster, and 3 more, not 4',
    ],
  },
  {
    title: 'a deployment strategy is one of ECS',
    of: [web({ deployment: { strategy: 'canary' } })],
    told: ['PANKA-EKS-010 deployment.strategy canary is one of ECS; a Deployment of Kubernetes is rolled'],
  },
  {
    title: 'a rollout has no room',
    of: [web({ deployment: { maximumPercent: 100 } })],
    told: ['PANKA-EKS-011 minimumHealthyPercent 100 and maximumPercent 100 leave no room for a new version'],
  },
  {
    title: 'logs, alarms and traces are asked for',
    of: [web({ logging: { retentionDays: 7 }, alarms: { enabled: true } })],
    around: { documents: [infra('Observability', { tracing: { enabled: true } })] },
    told: [
      'PANKA-EKS-014 Observability.tracing does nothing for api/web: on eks the cluster brings the collector',
      'PANKA-EKS-012 logging.retentionDays has no effect on eks: what pods write is collected by the cluster',
      'PANKA-EKS-013 eks has no alarms of its own; only those on the targets of a load balancer are declared',
    ],
  },
  {
    title: 'a worker would be scaled by its queue, from nothing',
    of: [worker({ source: { component: 'orders' }, autoscaling: { minReplicas: 0 } }), queue],
    told: [
      'PANKA-EKS-015 scaling by the backlog of a queue needs a measure that Kubernetes does not have; give another target, or autoscaling.enabled false',
      'PANKA-EKS-017 the autoscaler of Kubernetes keeps one pod at least',
    ],
  },
  {
    title: 'scaling follows requests and the clock',
    of: [
      web({
        autoscaling: {
          enabled: true,
          minReplicas: 1,
          maxReplicas: 3,
          requestsPerTarget: 100,
          schedules: [{ cron: 'cron(0 8 * * ? *)', min: 2, max: 4 }],
        },
      }),
      ['ALB', 'edge/lb', { scheme: 'internal', routes: [{ name: 'web', target: { component: 'api/web' } }] }],
    ],
    told: [
      'PANKA-EKS-015 scaling by the requests of a load balancer needs a measure that Kubernetes does not have',
      'PANKA-EKS-016 the autoscaler of Kubernetes has no limits by the clock',
    ],
  },
  {
    title: 'a schedule is one of EventBridge',
    of: [job({ schedule: 'rate(7 minutes)', flexibleWindowMinutes: 5 })],
    told: [
      "PANKA-EKS-018 schedule 'rate(7 minutes)': Kubernetes starts jobs by the clock, which every 7 minutes does not fit into",
      'PANKA-EKS-019 a CronJob of Kubernetes starts at its time; flexibleWindowMinutes has no effect',
    ],
  },
  {
    title: 'another component wants an output of ECS',
    of: [
      web(),
      worker({
        source: { type: 'none' },
        environment: { TASK: { valueFrom: { component: 'web', output: 'taskDefinitionArn' } } },
      }),
    ],
    told: [
      'PANKA-EKS-020 api/web cannot be on eks: api/send asks for its taskDefinitionArn, which only tasks of ECS have',
    ],
  },
  {
    title: 'somebody outside of the cluster looks its name up',
    of: [
      web(),
      worker({
        runtime: { platform: 'fargate' },
        source: { type: 'none' },
        bindings: [{ component: 'web', access: 'connect' }],
      }),
    ],
    told: [
      'PANKA-EKS-020 api/web cannot be on eks: api/send runs outside of the cluster, where its name is not known; put an ALB or NLB in front',
    ],
  },
];

describe('what eks does not have', () => {
  for (const { title, of, around, told } of WRONG)
    it(`is said where ${title}`, async () => {
      await withEks(async ({ diagnostics }) => {
        const found = (await diagnostics(of, around)).filter(({ severity }) => severity !== 'info');
        expect(found.map(({ code, message }) => `${code} ${message}`)).to.deep.equal(told);
        for (const { source } of found) expect(source?.line).to.be.greaterThan(0);
      });
    });

  it('is little: what it has is not complained about', async () => {
    await withEks(async ({ diagnostics }) => {
      const all = [
        web({
          autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 4, targetMemoryUtilization: 80 },
          user: '1000',
        }),
        worker({ source: { component: 'orders' }, autoscaling: { enabled: false } }),
        worker({ source: { component: 'orders' }, autoscaling: { minReplicas: 1, targetCPUUtilization: 60 } }),
        queue,
        job({ concurrencyPolicy: 'Forbid', timeoutMinutes: 10 }),
      ];
      const others = all.map(
        ([kind, , spec], index): Written => [kind, kind === 'SQS' ? 'api/orders' : `api/c${index}`, spec],
      );
      expect(await diagnostics(others)).to.deep.equal([]);
    });
  });

  it('is all of it where the plugin is not there', async () => {
    const plugins = ['microservice', 'worker', 'cronjob'];
    await withEks(async ({ diagnostics }) => {
      const found = await diagnostics([web(), job()]);
      expect(found.map(({ code, message, suggestion }) => [code, message, suggestion])).to.deep.equal([
        [
          'PANKA-RUNTIME-001',
          "runtime.platform 'eks' of MicroService api/web needs a plugin",
          'panka plugins install @panka/plugin-eks',
        ],
        [
          'PANKA-RUNTIME-001',
          "runtime.platform 'eks' of CronJob api/job needs a plugin",
          'panka plugins install @panka/plugin-eks',
        ],
      ]);
    }, plugins);
  });
});

import type { MadeResource, ResourceModel, SandboxModels } from '../../../sdk/sandbox.js';
import { uuidOf } from './model-parts.js';

const TEMPLATE = 'aws:ec2/launchTemplate:LaunchTemplate';

/** Inputs that say something about the template and not about a version of it. */
const NOT_VERSIONED = ['tags', 'tagsAll', 'defaultVersion', 'updateDefaultVersion', 'region', 'name', 'namePrefix'];

const launchTemplate: ResourceModel = {
  type: TEMPLATE,
  replaces: ['name', 'namePrefix'],
  identity: ['name'],
  id: ({ hex }) => `lt-${hex(17)}`,
  arn: 'arn:{partition}:ec2:{region}:{account}:launch-template/{id}',
  computed: (made) => {
    const before = Number(made.previous?.latestVersion ?? 0);
    const latestVersion = before === 0 || isChanged(made) ? before + 1 : before;
    const kept = Number(made.inputs.defaultVersion ?? made.previous?.defaultVersion ?? 1);
    return { latestVersion, defaultVersion: made.inputs.updateDefaultVersion === true ? latestVersion : kept };
  },
};

function isChanged({ inputs, previous = {} }: MadeResource): boolean {
  return Object.keys({ ...inputs, ...previous })
    .filter((name) => !NOT_VERSIONED.includes(name) && !['arn', 'latestVersion'].includes(name))
    .some((name) => JSON.stringify(inputs[name]) !== JSON.stringify(previous[name]));
}

const group: ResourceModel = {
  type: 'aws:autoscaling/group:Group',
  replaces: ['name', 'namePrefix', 'placementGroup'],
  identity: ['name'],
  computed: (made) => ({
    arn: `arn:${made.partition}:autoscaling:${made.region}:${made.account}:autoScalingGroup:${uuidOf(made)}:autoScalingGroupName/${String(made.inputs.name)}`,
    desiredCapacity: made.inputs.desiredCapacity ?? made.previous?.desiredCapacity ?? made.inputs.minSize ?? 0,
    healthCheckType: made.inputs.healthCheckType ?? 'EC2',
    defaultCooldown: made.inputs.defaultCooldown ?? 300,
  }),
  refuses: ({ inputs }, cloud) => {
    if (Number(inputs.minSize) > Number(inputs.maxSize))
      return 'ValidationError: Min size should be less than or equal to max size';
    const { id } = (inputs.launchTemplate ?? {}) as { id?: string };
    return id !== undefined && cloud.get(TEMPLATE, id) === undefined
      ? `ValidationError: You must use a valid fully-formed launch template. The specified launch template, with template ID ${id}, does not exist.`
      : undefined;
  },
};

export const ec2PoolModels: SandboxModels = { models: [launchTemplate, group] };

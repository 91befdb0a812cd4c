import type { MadeResource, SandboxModels } from '../../../sdk/sandbox.js';

export const PARAMETER = 'aws:ssm/parameter:Parameter';

export const ssmModels: SandboxModels = {
  models: [
    {
      type: PARAMETER,
      replaces: ['name'],
      identity: ['name'],
      computed: (made) => {
        const { partition, region, account, inputs } = made;
        const name = String(inputs.name).replace(/^(?!\/)/, '/');
        return {
          arn: `arn:${partition}:ssm:${region}:${account}:parameter${name}`,
          tier: inputs.tier ?? 'Standard',
          dataType: inputs.dataType ?? 'text',
          version: versionOf(made),
        };
      },
    },
  ],
  api: {
    'ssm:GetParameter': (params, cloud) => {
      const found = cloud.get(PARAMETER, String(params.Name));
      if (found === undefined)
        throw new Error(`ParameterNotFound: the parameter "${String(params.Name)}" does not exist`);
      const { arn = null, version = null } = found.outputs;
      const { type = null, value = null } = found.inputs;
      return { Parameter: { Name: found.id, Type: type, Value: value, ARN: arn, Version: version } };
    },
  },
};

/** Grows with each new value. */
function versionOf({ inputs, previous }: MadeResource): number {
  const before = Number(previous?.version ?? 0);
  return before === 0 || previous?.value !== inputs.value ? before + 1 : before;
}

import type { ResourceModel } from 'panka/sdk';

/** Source: Lambda API reference, AddPermission. */
const STATEMENT_ID = /^[a-zA-Z0-9_-]{1,100}$/;

/** Lambda permissions in the sandbox, for every kind that calls functions: spread it into `models`. Source: Lambda API reference, AddPermission. */
export const sandboxLambdaPermission: readonly ResourceModel[] = [
  {
    type: 'aws:lambda/permission:Permission',
    replaces: [
      'action',
      'function',
      'principal',
      'qualifier',
      'sourceArn',
      'sourceAccount',
      'statementId',
      'statementIdPrefix',
      'functionUrlAuthType',
      'invokedViaFunctionUrl',
      'principalOrgId',
      'eventSourceToken',
    ],
    identity: ['function', 'qualifier', 'statementId'],
    id: ({ inputs }) => String(inputs.statementId),
    refuses: ({ inputs }, cloud) => {
      // Without one the provider takes the resource's own name, which holds the slashes of an address.
      if (!STATEMENT_ID.test(String(inputs.statementId ?? '/')))
        return `"statement_id" must contain alphanumeric, underscores or dashes only: ${String(inputs.statementId ?? "it is made of the resource's name")}`;
      const { qualifier } = inputs;
      const name = /:function:([^:]+)/.exec(String(inputs.function))?.[1] ?? String(inputs.function);
      const found = cloud.get('aws:lambda/function:Function', name);
      if (found === undefined) return `ResourceNotFoundException: Function not found: ${String(inputs.function)}`;
      const aliases = cloud.list('aws:lambda/alias:Alias').filter((alias) => alias.inputs.functionName === found.id);
      const known = aliases.some((alias) => alias.inputs.name === qualifier);
      return qualifier === undefined || known || /^\d+$/.test(String(qualifier))
        ? undefined
        : `ResourceNotFoundException: Cannot find alias arn: ${String(found.outputs.arn)}:${String(qualifier)}`;
    },
  },
];

import { Flags } from '@oclif/core';

const STACK = 'STACK';

/** Which folder, stack and environment, and the values given from outside. For every command that reads manifests. */
export const stackFlags = {
  dir: Flags.directory({ char: 'C', description: 'Work on the stack in this folder', helpGroup: STACK }),
  stack: Flags.string({ description: 'Name of the stack, where the folder holds several', helpGroup: STACK }),
  environment: Flags.string({ char: 'e', description: 'Environment to work on', helpGroup: STACK }),
  var: Flags.string({ multiple: true, description: 'Variable, as NAME=VALUE', helpGroup: STACK }),
  'var-file': Flags.string({ multiple: true, description: 'YAML file of variables', helpGroup: STACK }),
  set: Flags.string({
    multiple: true,
    description: 'One value, as service/component.spec.path=value',
    helpGroup: STACK,
  }),
  sandbox: Flags.boolean({ description: 'Deploy to the simulated AWS on this machine', helpGroup: STACK }),
  'install-engine': Flags.boolean({
    description: 'Install the Pulumi CLI for target aws where it is missing',
    helpGroup: STACK,
  }),
  'install-plugins': Flags.boolean({ description: 'Install the plugins of kinds that are missing', helpGroup: STACK }),
};

/** Only some components. Plans and deployments take along what they need, destructions what needs them. */
export const filterFlags = {
  service: Flags.string({ multiple: true, description: 'Only the components of this service', helpGroup: STACK }),
  component: Flags.string({ multiple: true, description: 'Only this component, as service/name', helpGroup: STACK }),
};

/** For commands that take the lock. */
export const lockFlags = {
  'lock-timeout': Flags.string({ description: 'How long to wait for the lock, such as 30s or 5m', helpGroup: 'LOCK' }),
};

/** For commands that show what they would do and ask. */
export const yesFlag = {
  yes: Flags.boolean({ char: 'y', aliases: ['auto-approve'], description: 'Approve without being asked' }),
};

/** For commands that change something in the cloud. */
export const approveFlags = {
  ...yesFlag,
  'allow-data-loss': Flags.string({
    multiple: true,
    description: 'Let this stateful component (or "all") be replaced or deleted with its data',
  }),
  parallel: Flags.integer({ min: 1, description: 'Resources changed at once' }),
};

export const logFlags = {
  'log-level': Flags.string({
    options: ['debug', 'info', 'warn', 'error'],
    description: 'Least severe line in the log file',
    helpGroup: 'GLOBAL',
  }),
  'log-file': Flags.string({ description: 'Write a log of JSON lines to this file', helpGroup: 'GLOBAL' }),
};

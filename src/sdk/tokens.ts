/** Injection tokens. `Symbol.for`, so that a plugin's copy of this file names the same services as the host's. */
export const tokens = {
  names: Symbol.for('panka.io/names'),
  tags: Symbol.for('panka.io/tags'),
  identity: Symbol.for('panka.io/identity'),
  network: Symbol.for('panka.io/network'),
  encryption: Symbol.for('panka.io/encryption'),
  cluster: Symbol.for('panka.io/cluster'),
  logs: Symbol.for('panka.io/logs'),
  roles: Symbol.for('panka.io/roles'),
  securityGroups: Symbol.for('panka.io/securityGroups'),
  alarms: Symbol.for('panka.io/alarms'),
  artifacts: Symbol.for('panka.io/artifacts'),
  secrets: Symbol.for('panka.io/secrets'),
  logsBucket: Symbol.for('panka.io/logsBucket'),
  scheduleGroup: Symbol.for('panka.io/scheduleGroup'),
  runtimes: Symbol.for('panka.io/runtimes'),
  infra: Symbol.for('panka.io/infra'),
  sharedResources: Symbol.for('panka.io/sharedResources'),
} as const;

/** Token of the compute runtime for a platform: `runtime:fargate`. */
export function runtimeToken(platform: string): symbol {
  return Symbol.for(`panka.io/runtime:${platform}`);
}

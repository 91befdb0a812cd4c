import { EXIT, PankaError } from '../../core/diagnostics/panka-error.js';

/** Rule PANKA-RUNTIME-001. `plugin`: the package that brings the platform, where the catalogue knows one. */
export function runtimeMissing(platform: string, plugin: string | undefined): PankaError {
  return new PankaError({
    code: 'RuntimeMissing',
    message: `runtime.platform '${platform}' needs a plugin (PANKA-RUNTIME-001)`,
    suggestions: plugin === undefined ? ['use runtime.platform fargate or ec2'] : [`panka plugins install ${plugin}`],
    exitCode: EXIT.input,
  });
}

export function capacityPoolMissing(address: string, name: string | undefined, pools: readonly string[]): PankaError {
  const wanted = name === undefined ? 'an ec2 pool, and there is none' : `ec2 pool '${name}', which does not exist`;
  return new PankaError({
    code: 'CapacityPoolMissing',
    message: `'${address}' runs on ${wanted}`,
    suggestions: [
      ...(pools.length === 0 ? [] : [`use one of ${pools.join(', ')}`]),
      'declare it in InfraDefaults: compute.ec2Pools [{name, instanceType, min, max}]',
    ],
    exitCode: EXIT.input,
  });
}

export function volumeNotSupported(address: string, why: string): PankaError {
  return new PankaError({
    code: 'VolumeNotSupported',
    message: `'${address}' ${why}`,
    suggestions: ['use an EFS volume, or ephemeral space'],
    exitCode: EXIT.input,
  });
}

export function strategyNotSupported(address: string, strategy: string): PankaError {
  return new PankaError({
    code: 'DeploymentStrategyNotSupported',
    message: `'${address}' has deployment.strategy '${strategy}' and target groups; ECS would need a second target group for each`,
    suggestions: ['use deployment.strategy rolling'],
    exitCode: EXIT.input,
  });
}

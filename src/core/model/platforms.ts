import type { ComponentOf } from '../../sdk/index.js';

/** Platforms of containers that need no plugin, and what each is. */
export const BUILT_IN_PLATFORMS: Readonly<Record<string, string>> = {
  fargate: 'Containers as ECS tasks on Fargate: no instances to look after',
  ec2: "Containers as ECS tasks on instances of the stack's pools (InfraDefaults.compute.ec2Pools)",
};

/** Platform that a component's containers run on, where a plugin has to bring it; undefined for everything else. */
export function pluginPlatformOf({ spec }: Pick<ComponentOf, 'spec'>): string | undefined {
  const { runtime, external } = spec as { readonly runtime?: unknown; readonly external?: unknown };
  if (external !== undefined || typeof runtime !== 'object' || runtime === null) return undefined;
  const { platform } = runtime as { readonly platform?: unknown };
  return typeof platform === 'string' && !Object.hasOwn(BUILT_IN_PLATFORMS, platform) ? platform : undefined;
}

/** Every platform of an application that a plugin has to bring. */
export function pluginPlatforms(components: readonly Pick<ComponentOf, 'spec'>[]): readonly string[] {
  return [...new Set(components.flatMap((component) => pluginPlatformOf(component) ?? []))];
}

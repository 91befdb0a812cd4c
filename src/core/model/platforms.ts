import type { ComponentOf } from '../../sdk/index.js';

/** Platforms of containers that need no plugin. */
const BUILT_IN = ['fargate', 'ec2'];

/** Platform that a component's containers run on, where a plugin has to bring it; undefined for everything else. */
export function pluginPlatformOf({ spec }: Pick<ComponentOf, 'spec'>): string | undefined {
  const { runtime, external } = spec as { readonly runtime?: unknown; readonly external?: unknown };
  if (external !== undefined || typeof runtime !== 'object' || runtime === null) return undefined;
  const { platform } = runtime as { readonly platform?: unknown };
  return typeof platform === 'string' && !BUILT_IN.includes(platform) ? platform : undefined;
}

/** Every platform of an application that a plugin has to bring. */
export function pluginPlatforms(components: readonly Pick<ComponentOf, 'spec'>[]): readonly string[] {
  return [...new Set(components.flatMap((component) => pluginPlatformOf(component) ?? []))];
}

import type { DeploymentRuntime } from '../../core/execution/ports.js';
import { pluginPlatformOf } from '../../core/model/platforms.js';
import type { LoadedRuntime } from '../../core/registry/extension.js';
import type { LoadedKind } from '../../core/registry/kind-registry.js';
import type { ComponentOf, VerifierClass } from '../../sdk/index.js';
import type { BuildWith } from './build-with.js';
import { loadPart } from './load-part.js';
import { loadRuntimePart } from './runtime-classes.js';

export interface VerifiedBy {
  readonly kinds: ReadonlyMap<string, LoadedKind>;
  /** Platforms of containers that plugins bring. */
  readonly runtimes?: readonly LoadedRuntime[];
}

/** The verifier of a component, loaded and built when it is asked for. */
export function verifiersOf(loaded: VerifiedBy, buildWith: BuildWith): DeploymentRuntime['verifier'] {
  const builder = buildWith(new Map());
  return async (component) => {
    const type = (await ofPlatform(component, loaded)) ?? (await ofKind(component, loaded));
    return type === undefined ? undefined : builder.verifier(type);
  };
}

async function ofPlatform(component: ComponentOf, { runtimes = [] }: VerifiedBy): Promise<VerifierClass | undefined> {
  const platform = pluginPlatformOf(component);
  const runtime = runtimes.find(({ definition }) => definition.platform === platform);
  return runtime?.definition.verifier && loadRuntimePart(runtime, 'verifier');
}

async function ofKind({ kind }: ComponentOf, { kinds }: VerifiedBy): Promise<VerifierClass | undefined> {
  const loaded = kinds.get(kind);
  return loaded && loadPart(loaded, 'verifier');
}

import type { Desired } from '../../core/execution/desired.js';
import type { TargetIdentity } from '../../core/execution/ports.js';
import { tokens } from '../../sdk/index.js';
import { declareSharedStack } from '../aws-shared/shared-stack.js';
import { ecsRuntimes, runtimesByPlatform } from '../ecs-runtime/runtimes.js';
import type { BuildWith } from '../sandbox-target/sandbox-runtime.js';
import { pluginBroken } from './errors.js';
import type { ProgramKind } from './unit-program.js';

export interface PrepareKindsRequest {
  readonly desired: Desired;
  readonly target: TargetIdentity;
  readonly buildWith: BuildWith;
  /** Where archives of code and configuration wait for their upload; default: a folder of this user. */
  readonly artifactFolder?: string;
  /** ECS services wait inside the engine until they are stable. */
  readonly awaitSteadyState: boolean;
}

/** Declares the stack's own resources and builds a translator for every kind that is used. Part of the unit's program. */
export async function prepareKinds(request: PrepareKindsRequest): Promise<ReadonlyMap<string, ProgramKind>> {
  const { desired, target, buildWith } = request;
  const { application } = desired;
  const classes = await Promise.all(
    [...desired.kinds].map(async ([kind, { definition, plugin }]) => {
      const name = `${plugin.name}@${plugin.version}`;
      try {
        return { kind, definition, plugin: name, type: (await definition.translator()).default };
      } catch (error) {
        throw pluginBroken(name, kind, error);
      }
    }),
  );
  const shared = declareSharedStack({
    stack: application.stack.name,
    environment: application.environment.name,
    environmentClass: application.environment.class,
    infra: application.infra,
    labels: application.stack.labels,
    needs: desired.needs,
    artifactFolder: request.artifactFolder,
    identity: { accountId: target.account, region: target.region, partition: 'aws' },
  });
  const runtimes = ecsRuntimes(shared, { infra: application.infra, waitForSteadyState: request.awaitSteadyState });
  const byPlatform = runtimesByPlatform(runtimes, (platform) => `@panka/plugin-runtime-${platform}`);
  const builder = buildWith(new Map([...shared.byToken, [tokens.runtimes, byPlatform]]));
  return new Map(
    classes.map(({ kind, definition, plugin, type }) => [
      kind,
      { definition, plugin, translator: builder.translator(type) },
    ]),
  );
}

import type { Desired } from '../../core/execution/desired.js';
import type { TargetIdentity } from '../../core/execution/ports.js';
import { type ComputeRuntime, tokens } from '../../sdk/index.js';
import { declareSharedStack } from '../aws-shared/shared-stack.js';
import type { StackFacts } from '../aws-shared/stack-facts.js';
import { ecsRuntimes, runtimesByPlatform } from '../ecs-runtime/runtimes.js';
import type { Builder, BuildWith } from './build-with.js';
import { loadOwnPart } from './load-part.js';
import { otherStackOf, type ReadState } from './other-stack.js';
import { runtimeClasses } from './runtime-classes.js';
import type { ProgramKind } from './unit-program.js';

export interface PrepareKindsRequest {
  readonly desired: Desired;
  readonly target: TargetIdentity;
  readonly buildWith: BuildWith;
  /** Where archives of code and configuration wait for their upload; default: a folder of this user. */
  readonly artifactFolder?: string;
  /** ECS services wait inside the engine until they are stable. */
  readonly awaitSteadyState: boolean;
  /** For Networking.vpc.mode `stack`; absent where no state is read. */
  readonly readState?: ReadState;
  /** Told what other stacks may use of this one. */
  readonly publish?: (network: Readonly<Record<string, unknown>>) => void;
  /** Told how to declare what sums up all components. */
  readonly closes?: (closing: (whole: boolean) => void) => void;
}

/** Declares the stack's own resources and builds a translator for every kind that is used. Part of the unit's program. */
export async function prepareKinds(request: PrepareKindsRequest): Promise<ReadonlyMap<string, ProgramKind>> {
  const { desired, target, buildWith } = request;
  const { application } = desired;
  const classes = await Promise.all(
    [...desired.kinds].map(async ([kind, loaded]) => {
      const { definition, plugin } = loaded;
      const type = await loadOwnPart(loaded, 'translator');
      return { kind, definition, plugin: `${plugin.name}@${plugin.version}`, type };
    }),
  );
  const platforms = await runtimeClasses(desired);
  const facts: StackFacts = {
    stack: application.stack.name,
    environment: application.environment.name,
    environmentClass: application.environment.class,
    infra: application.infra,
    labels: application.stack.labels,
    identity: { accountId: target.account, region: target.region, partition: 'aws' },
  };
  const otherStack = await otherStackOf(facts, target, request.readState);
  const shared = declareSharedStack({
    ...facts,
    needs: desired.needs,
    artifactFolder: request.artifactFolder,
    ...(otherStack === undefined ? {} : { otherStack }),
  });
  if (shared.published !== undefined) request.publish?.(shared.published);
  if (shared.closing !== undefined) request.closes?.(shared.closing);
  const builtIn = ecsRuntimes(shared, { infra: application.infra, waitForSteadyState: request.awaitSteadyState });
  const own = buildWith(shared.byToken);
  const runtimes: readonly ComputeRuntime[] = [...builtIn, ...platforms.map((type) => own.runtime(type))];
  const byPlatform = runtimesByPlatform(runtimes, (platform) => `@panka/plugin-${platform}`);
  const builder: Builder = buildWith(new Map([...shared.byToken, [tokens.runtimes, byPlatform]]));
  return new Map(
    classes.map(({ kind, definition, plugin, type }) => [
      kind,
      { definition, plugin, translator: builder.translator(type) },
    ]),
  );
}

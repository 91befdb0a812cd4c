import * as pulumi from '@pulumi/pulumi';
import { PankaError } from '../../core/diagnostics/panka-error.js';
import type { UnitProgram } from '../../core/engine/deployment-engine.js';
import { type ResourceV3, SECRET_SIG, SIG_KEY } from '../../core/engine/deployment-v3.js';
import { type Desired, wavesOfDesired } from '../../core/execution/desired.js';
import type { TargetIdentity } from '../../core/execution/ports.js';
import { SHARED_WAVE } from '../../core/model/component-waves.js';
import { isComponentResource } from '../../core/plan/build-plan.js';
import { nameOfUrn, ownerOfUrn, SHARED } from '../../core/plan/resource-owner.js';
import type { RenderedResource } from '../../core/render/rendered-resource.js';
import type { SecretSealer } from '../../core/state/secret-sealer.js';
import type { Json, JsonObject } from '../../sdk/index.js';
import { EmbeddedEngine } from '../embedded-engine/embedded-engine.js';
import { registerModels } from '../sandbox-cloud/model-registry.js';
import type { BuildWith } from '../unit-program/build-with.js';
import { contributorsOf } from '../unit-program/contributors.js';
import { loadOwnPart } from '../unit-program/load-part.js';
import { prepareKinds } from '../unit-program/prepare-kinds.js';
import { runtimeModels } from '../unit-program/runtime-classes.js';
import { unitProgram } from '../unit-program/unit-program.js';
import { RenderProvider } from './render-provider.js';

const MASK: SecretSealer = { seal: () => '[secret]', open: () => '"[secret]"' };
const NO_JOURNAL = { append: async () => {}, close: async () => {} };

export interface RenderRequest {
  readonly desired: Desired;
  readonly target: TargetIdentity;
  readonly buildWith: BuildWith;
  readonly only?: ReadonlySet<string>;
}

/** Every resource that the translators would declare. No account, no state; nothing is written. */
export async function renderApplication(request: RenderRequest): Promise<readonly RenderedResource[]> {
  const { desired, target, buildWith, only } = request;
  const models = [
    ...(await Promise.all([...desired.kinds.values()].map((kind) => loadOwnPart(kind, 'sandbox')))),
    ...(await runtimeModels(desired.runtimes?.values() ?? [])),
  ];
  const where = { account: target.account, region: target.region, partition: 'aws' };
  const engine = new EmbeddedEngine({ provider: new RenderProvider(registerModels(models), where), secrets: MASK });
  const failures: unknown[] = [];
  const replacedFirst = new Set<string>();
  let closing: ((whole: boolean) => void) | undefined;
  const result = await engine.up({
    unit: { project: desired.application.stack.name, stack: desired.application.environment.name },
    program: noting(
      replacedFirst,
      unitProgram({
        waves: wavesOfDesired(desired, only),
        contributors: contributorsOf(desired),
        prepare: () =>
          prepareKinds({
            ...{ desired, target, buildWith, awaitSteadyState: false },
            closes: (declare) => {
              closing = declare;
            },
          }),
        closing: (whole) => closing?.(whole),
        preview: true,
        hooks: { componentFailed: (_address, error) => failures.push(error) },
      }),
    ),
    onEvent: () => {},
    journal: NO_JOURNAL,
  });
  if (result.status !== 'succeeded') throw renderFailed(failures, result.errors);
  const resources = (result.deployment.resources ?? []).filter((r) => r.custom && !isComponentResource(r.type));
  return inOrder(
    resources.map((resource) => rendered(resource, replacedFirst)),
    desired,
  );
}

/** By wave, then by name: the order in which they were declared depends on how promises settle. */
function inOrder(resources: readonly RenderedResource[], { waveOf }: Desired): readonly RenderedResource[] {
  const wave = ({ component }: RenderedResource) => (component === SHARED ? SHARED_WAVE : (waveOf.get(component) ?? 1));
  return [...resources].sort((a, b) => wave(a) - wave(b) || (a.name < b.name ? -1 : 1));
}

/** No state records which resources are deleted before they are replaced: seen as they are declared. */
function noting(replacedFirst: Set<string>, program: UnitProgram): UnitProgram {
  return () => {
    pulumi.runtime.registerStackTransformation(({ type, name, opts }) => {
      if ((opts as pulumi.CustomResourceOptions).deleteBeforeReplace === true) replacedFirst.add(`${type} ${name}`);
      return undefined;
    });
    return program();
  };
}

function rendered(resource: ResourceV3, replacedFirst: ReadonlySet<string>): RenderedResource {
  const dependencies = [...(resource.dependencies ?? []), ...Object.values(resource.propertyDependencies ?? {}).flat()];
  return {
    name: nameOfUrn(resource.urn),
    type: resource.type,
    component: ownerOfUrn(resource.urn) ?? SHARED,
    inputs: withoutMarks((resource.inputs ?? {}) as JsonObject) as JsonObject,
    dependsOn: [...new Set(dependencies.map(nameOfUrn))].sort(),
    options: {
      ...optionsOf(resource),
      ...(replacedFirst.has(`${resource.type} ${nameOfUrn(resource.urn)}`) ? { deleteBeforeReplace: true } : {}),
    },
  };
}

function optionsOf(resource: ResourceV3): Record<string, Json> {
  const { protect, retainOnDelete, ignoreChanges, customTimeouts, aliases } = resource;
  return {
    ...(protect === true ? { protect } : {}),
    ...(retainOnDelete === true ? { retainOnDelete } : {}),
    ...(ignoreChanges === undefined || ignoreChanges.length === 0 ? {} : { ignoreChanges }),
    ...(customTimeouts === undefined ? {} : { customTimeouts: { ...customTimeouts } }),
    ...(aliases === undefined || aliases.length === 0 ? {} : { aliases }),
  };
}

function withoutMarks(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutMarks);
  if (typeof value !== 'object' || value === null) return value;
  const map = value as JsonObject;
  if (map[SIG_KEY] === SECRET_SIG) return '[secret]';
  // Assets and archives: by content, since where the file lies differs from machine to machine.
  if (SIG_KEY in map) return { asset: map['hash'] ?? null };
  return Object.fromEntries(Object.entries(map).map(([key, item]) => [key, withoutMarks(item)]));
}

function renderFailed(failures: readonly unknown[], errors: readonly { message: string }[]): Error {
  const [first] = failures;
  if (first instanceof PankaError) return first;
  return new PankaError({
    code: 'RenderFailed',
    message: `the resources could not be rendered: ${errors.map((e) => e.message).join('; ')}`,
    suggestions: ['panka validate'],
    cause: first,
  });
}

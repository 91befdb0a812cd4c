import type { ComponentOf, JsonObject } from '../../sdk/index.js';
import { systemClock } from '../locks/clock.js';
import { SHARED } from '../plan/resource-owner.js';
import { outputsBroken } from '../registry/errors.js';
import { outputsNotPublished } from '../registry/published-outputs.js';
import type { ProgressRecorder } from './component-progress.js';
import type { Desired } from './desired.js';
import type { EmitEvent } from './events.js';
import type { DeploymentRuntime } from './ports.js';
import type { UnitHooks } from './unit-hooks.js';
import { verifyComponent } from './verify-component.js';

export interface VerifyingHooksRequest {
  readonly desired: Desired;
  readonly runtime: DeploymentRuntime;
  readonly recorder: ProgressRecorder;
  readonly emit: EmitEvent;
  /** Only these are verified and recorded; undefined: all. */
  readonly touched?: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

/** Hooks of a real run: record what happens, and let a component count as deployed only once it is verified. */
export function verifyingHooks({
  desired,
  runtime,
  recorder,
  emit,
  touched,
  signal,
}: VerifyingHooksRequest): UnitHooks {
  const inScope = (address: string) => touched === undefined || touched.has(address);
  return {
    waveStarting: (wave, components) => emit({ type: 'wave', wave, components: components.filter(inScope) }),
    componentStarting: (address) => inScope(address) && recorder.started(address),
    componentFailed: (address, error) =>
      signal.aborted && recorder.of(address).failedSteps === 0
        ? recorder.interrupted(address)
        : recorder.failed(address, error),
    componentSkipped: (address, because) => recorder.skipped(address, because),
    deployed: async (address, result) => {
      if (!inScope(address)) return;
      const component = desired.components.get(address);
      if (component === undefined || address === SHARED || component.spec.external !== undefined)
        return recorder.deployed(address, result);
      assertPublished(component, result.outputs, desired);
      const verifier = await runtime.verifier(component);
      if (verifier === undefined) return recorder.deployed(address, result);
      recorder.verifying(address);
      const verification = await verifyComponent({
        component,
        verifier,
        context: { outputs: result.outputs, resources: result.resources, aws: runtime.aws, signal },
        backOff: runtime.backOff,
        now: () => systemClock.monotonic(),
        sleep: (ms, sleepSignal) => systemClock.sleep(ms, sleepSignal),
      });
      recorder.deployed(address, result, verification);
    },
  };
}

/** What an output holds is known only now: a value that AWS never gave is as good as none. */
function assertPublished({ address, kind }: ComponentOf, outputs: JsonObject, { kinds }: Desired): void {
  const loaded = kinds.get(kind);
  if (loaded === undefined) return;
  const { definition, plugin } = loaded;
  const names = outputsNotPublished(definition, outputs);
  if (names.length > 0) throw outputsBroken({ address, kind, plugin: `${plugin.name}@${plugin.version}`, names });
}

import type { ComputeRuntime, Runtimes } from '../../sdk/index.js';
import { booleanAt, stringAt } from '../aws-shared/infra-json.js';
import type { SharedServices } from '../aws-shared/shared-stack.js';
import type { StackFacts } from '../aws-shared/stack-facts.js';
import { DEFAULT_CONFIG_IMAGE } from './config-files.js';
import { Ec2Runtime } from './ec2-runtime.js';
import type { EcsHost } from './ecs-host.js';
import { runtimeMissing } from './errors.js';
import { FargateRuntime } from './fargate-runtime.js';
import { DEFAULT_COLLECTOR_IMAGE, type Tracing } from './trace-collector.js';

/** The runtimes that Panka has without a plugin. `waitForSteadyState`: only where tasks really start. */
export function ecsRuntimes(
  shared: SharedServices,
  options: Pick<StackFacts, 'infra'> & Pick<EcsHost, 'waitForSteadyState'>,
): readonly ComputeRuntime[] {
  const host: EcsHost = {
    services: shared.services,
    cluster: shared.cluster,
    configImage: stringAt(options.infra.defaults, 'images', 'configInit') ?? DEFAULT_CONFIG_IMAGE,
    tracing: tracingOf(shared, options),
    waitForSteadyState: options.waitForSteadyState,
  };
  return [new FargateRuntime(host), new Ec2Runtime(host)];
}

function tracingOf({ services }: SharedServices, { infra }: Pick<StackFacts, 'infra'>): Tracing | undefined {
  if (booleanAt(infra.observability, 'tracing', 'enabled') !== true) return undefined;
  const image = stringAt(infra.defaults, 'images', 'collector') ?? DEFAULT_COLLECTOR_IMAGE;
  return { image, region: services.identity.region };
}

/** The service behind `tokens.runtimes`; a later runtime replaces an earlier one of its platform. */
export function runtimesByPlatform(
  runtimes: readonly ComputeRuntime[],
  /** Package that brings a platform which nothing here has. */
  pluginOf: (platform: string) => string | undefined,
): Runtimes {
  const byPlatform = new Map(runtimes.map((runtime) => [runtime.platform, runtime]));
  return (platform) => {
    const runtime = byPlatform.get(platform);
    if (runtime === undefined) throw runtimeMissing(platform, pluginOf(platform));
    return runtime;
  };
}

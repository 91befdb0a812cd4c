import type { BuildWith } from '../../../adapters/unit-program/build-with.js';
import type { RuntimeClass } from '../../runtime-definition.js';
import type { ComputeRuntime } from '../../services/compute-runtime.js';
import type { Translator, TranslatorClass } from '../../translator.js';
import type { Verifier, VerifierClass } from '../../verifier.js';

/** Builds plugins' classes by looking up each token of `static inject`; throws for a token that is no service. */
export const buildByToken: BuildWith = (services) => {
  const build = <T>(type: { inject?: readonly symbol[]; new (...args: never[]): T }): T =>
    new (type as new (...args: unknown[]) => T)(...(type.inject ?? []).map((token) => service(services, token)));
  return {
    translator: (type: TranslatorClass): Translator => build(type),
    verifier: (type: VerifierClass): Verifier => build(type),
    runtime: (type: RuntimeClass): ComputeRuntime => build(type),
  };
};

function service(services: ReadonlyMap<symbol, unknown>, token: symbol): unknown {
  if (!services.has(token)) throw new Error(`no service is registered for ${String(token)}`);
  return services.get(token);
}

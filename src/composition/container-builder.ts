import type { BuildWith } from '../adapters/unit-program/build-with.js';

/** Builds what plugins declare with `static inject`. The container appears here and nowhere else. */
export async function containerBuilder(): Promise<BuildWith> {
  await import('reflect-metadata');
  const { container } = await import('tsyringe');
  return (services) => {
    const child = container.createChildContainer();
    for (const [token, value] of services) child.register(token, { useValue: value });
    const build = <T>(type: { inject?: readonly symbol[]; new (...args: never[]): T }): T =>
      new (type as new (...args: unknown[]) => T)(...(type.inject ?? []).map((token) => child.resolve(token)));
    return {
      translator: (type) => build(type),
      verifier: (type) => build(type),
      runtime: (type) => build(type),
    };
  };
}

import type { ComponentKind } from '../../sdk/index.js';

/** Outputs that a kind declares for every spec, and that a component of it did not publish: its plugin promised too much. */
export function outputsNotPublished(
  kind: Pick<ComponentKind, 'outputs'>,
  published: Readonly<Record<string, unknown>>,
): readonly string[] {
  return Object.entries(kind.outputs)
    .filter(([name, { when, aliasOf }]) => {
      const sometimes = when ?? (aliasOf === undefined ? undefined : kind.outputs[aliasOf]?.when);
      return sometimes === undefined && published[name] === undefined;
    })
    .map(([name]) => name);
}

import type { Desired } from '../../core/execution/desired.js';

/** Who adds to a single-document policy of whom: owner → contributors. */
export function contributorsOf({ components }: Pick<Desired, 'components'>): ReadonlyMap<string, readonly string[]> {
  const contributors = new Map<string, string[]>();
  for (const { address, references } of components.values())
    for (const reference of references) {
      if (reference.edge !== 'contributes') continue;
      const list = contributors.get(reference.to);
      if (list === undefined) contributors.set(reference.to, [address]);
      else list.push(address);
    }
  return contributors;
}

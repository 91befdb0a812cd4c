import { formerAddress } from '../build-application.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import type { Report } from '../problems.js';

/** `metadata.renamedFrom` names an address that is free now, and only one component claims it. */
export function checkRenames(components: ReadonlyMap<string, ManifestDocument>, report: Report): void {
  const claimed = new Map<string, ManifestDocument>();
  for (const [address, document] of components) {
    const { renamedFrom, service = '' } = document.metadata;
    if (renamedFrom === undefined) continue;
    const former = formerAddress(renamedFrom, service);
    const message = problem(address, former, components, claimed);
    claimed.set(former, document);
    if (message)
      report({
        severity: 'error',
        code: 'InvalidRename',
        message,
        place: placeIn(document, '/metadata/renamedFrom'),
        component: address,
        suggestion: 'remove renamedFrom, or name the address that it had before',
      });
  }
}

function problem(
  address: string,
  former: string,
  components: ReadonlyMap<string, ManifestDocument>,
  claimed: ReadonlyMap<string, ManifestDocument>,
): string | undefined {
  if (former === address) return `renamedFrom "${former}" is the component's own address`;
  const there = components.get(former);
  if (there) return `renamedFrom "${former}" is a component that exists, in ${there.file}`;
  const other = claimed.get(former);
  return (
    other &&
    `renamedFrom "${former}" is claimed by ${other.metadata.service}/${other.metadata.name} too, in ${other.file}`
  );
}

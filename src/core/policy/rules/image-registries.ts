import type { ComponentOf } from '../../../sdk/index.js';
import { valueAt } from '../../diagnostics/json-pointer.js';
import { matchesPattern } from '../patterns.js';
import type { Policy } from '../policy.js';

export const imageRegistries: Policy = {
  id: 'PANKA-IMG-002',
  title: 'images come from the registries that Security allows',
  severity: { development: 'warning', production: 'error' },
  check(component, { infra }) {
    const allowed = valueAt(infra.security, '/imageRegistries');
    const image = imageOf(component);
    if (!Array.isArray(allowed) || !image) return [];
    const fits = (registry: string) =>
      matchesPattern(registry, image.name) || matchesPattern(`${registry.replace(/\/$/, '')}/*`, image.name);
    if (allowed.some((registry) => fits(String(registry)))) return [];
    return [
      {
        path: image.path,
        message: `the image of ${component.address} is not from ${allowed.join(', ')}`,
        suggestion: 'push it to an allowed registry',
      },
    ];
  },
};

export const imageDigests: Policy = {
  id: 'PANKA-IMG-003',
  title: 'images are named by digest where Security asks for it',
  severity: { development: 'error', production: 'error' },
  check(component, { infra }) {
    const image = imageOf(component);
    if (valueAt(infra.security, '/imageDigestRequired') !== true || !image || image.digest) return [];
    return [
      {
        path: image.path,
        message: `the image of ${component.address} is named by tag; Security asks for a digest`,
        suggestion: 'write "digest: sha256:…"',
      },
    ];
  },
};

/** Repository (with tag) of an image, and whether a digest names it. */
function imageOf({
  spec,
}: ComponentOf): { readonly path: string; readonly name: string; readonly digest: boolean } | undefined {
  const image = valueAt(spec, '/image');
  if (typeof image === 'string') return { path: '/image', name: image, digest: image.includes('@sha256:') };
  const repository = valueAt(image, '/repository');
  if (typeof repository !== 'string') return undefined;
  return { path: '/image/repository', name: repository, digest: valueAt(image, '/digest') !== undefined };
}

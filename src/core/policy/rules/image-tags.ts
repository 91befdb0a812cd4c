import type { ComponentOf } from '../../../sdk/index.js';
import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy } from '../policy.js';

export const imageTags: Policy = {
  id: 'PANKA-IMG-001',
  title: 'images are named by a version, not by latest',
  severity: { development: 'warning', production: 'error' },
  check(component) {
    const path = moving(component);
    if (path === undefined) return [];
    return [
      {
        path,
        message: `the image of ${component.address} is whatever "latest" is at the moment`,
        suggestion: 'give a version as the tag, or a digest',
      },
    ];
  },
};

/** Pointer of a tag that moves, if there is one. */
function moving({ spec }: ComponentOf): string | undefined {
  const image = valueAt(spec, '/image');
  if (typeof image === 'string') return isLatest(image) ? '/image' : undefined;
  if (image === undefined || valueAt(image, '/digest') !== undefined) return undefined;
  const tag = valueAt(image, '/tag');
  if (tag !== undefined) return tag === 'latest' ? '/image/tag' : undefined;
  const repository = valueAt(image, '/repository');
  return typeof repository === 'string' && isLatest(repository) ? '/image/repository' : undefined;
}

/** `registry:5000/name` has no tag, and no tag means latest. */
function isLatest(reference: string): boolean {
  if (reference.includes('@')) return false;
  const tag = /:([^:/]+)$/.exec(reference)?.[1];
  return tag === undefined || tag === 'latest';
}

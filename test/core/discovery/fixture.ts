import { fileURLToPath } from 'node:url';
import { ManifestFiles } from '../../../src/adapters/manifest-files/index.js';
import { type DiscoverRequest, discover } from '../../../src/core/discovery/index.js';
import { sampleRegistry } from './sample-kinds.js';

export const MANIFESTS = fileURLToPath(new URL('../../fixtures/manifests/', import.meta.url));

/** Discovers a folder of `test/fixtures/manifests` with the sample kinds. */
export function fixture(situation: string, request: Partial<DiscoverRequest> = {}): ReturnType<typeof discover> {
  return discover({
    files: new ManifestFiles(`${MANIFESTS}${situation}`, { cache: null }),
    registry: sampleRegistry(),
    today: '2026-01-01',
    ...request,
  });
}

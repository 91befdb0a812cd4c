export { discover } from './discover.js';
export type { DiscoverRequest } from './discover-request.js';
export type { ManifestFile, ManifestScan, ManifestSource } from './manifest-source.js';

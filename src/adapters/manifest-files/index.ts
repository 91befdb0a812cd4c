export { ManifestFiles } from './manifest-files.js';

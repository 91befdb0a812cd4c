export { criticalPath } from './critical-path.js';
export { findCycles } from './cycles.js';
export { buildDag, type Dag, withDependents, withNeeds } from './dag.js';
export { waveOf, wavesOf } from './waves.js';

import { sandboxEcs } from '@panka/plugin-common';

/** Nothing beyond ECS, which every kind of container shares. */
export default sandboxEcs;

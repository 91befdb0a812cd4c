import { sandboxLoadBalancing } from '@panka/plugin-common';

/** Load balancing; certificates and DNS records are among the sandbox's own models. */
export default sandboxLoadBalancing;

import type { Alarms } from './alarms.js';
import type { Artifacts } from './artifacts.js';
import type { Cluster } from './cluster.js';
import type { Runtimes } from './compute-runtime.js';
import type { Encryption } from './encryption.js';
import type { Identity } from './identity.js';
import type { LogGroups } from './log-groups.js';
import type { LogsBucket } from './logs-bucket.js';
import type { Names } from './names.js';
import type { Network } from './network.js';
import type { Roles } from './roles.js';
import type { ScheduleGroup } from './schedule-group.js';
import type { Secrets } from './secrets.js';
import type { SecurityGroups } from './security-groups.js';
import type { Tags } from './tags.js';

/** Services that a translator may ask for by `tokens`. Implemented by the host; replaceable by a plugin or a test. */
export interface Services {
  readonly names: Names;
  readonly tags: Tags;
  readonly identity: Identity;
  readonly network: Network;
  readonly encryption: Encryption;
  readonly cluster: Cluster;
  readonly logs: LogGroups;
  readonly roles: Roles;
  readonly securityGroups: SecurityGroups;
  readonly alarms: Alarms;
  readonly artifacts: Artifacts;
  readonly secrets: Secrets;
  readonly runtimes: Runtimes;
  readonly logsBucket: LogsBucket;
  readonly scheduleGroup: ScheduleGroup;
}

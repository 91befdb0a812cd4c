// TypeBox, with which schemas are written. The plugins of this repository are built to take it from here, so that it is read once.
export { type Static, Type } from '@sinclair/typebox';
export * from './component-kind.js';
export { defineKind } from './define-kind.js';
export type * from './handover.js';
export type * from './json.js';
export type * from './runtime-definition.js';
export type * from './sandbox.js';
export type { AlarmRequest, Alarms } from './services/alarms.js';
export type { Artifacts } from './services/artifacts.js';
export type { Cluster } from './services/cluster.js';
export type { ComputeRuntime, DeployedWorkload, Runtimes } from './services/compute-runtime.js';
export type { Encryption } from './services/encryption.js';
export type { Identity } from './services/identity.js';
export type { DeclaredLogGroup, LogGroups, NamedLogGroup } from './services/log-groups.js';
export type { LogsBucket } from './services/logs-bucket.js';
export type { NameRule, Names } from './services/names.js';
export type { Network } from './services/network.js';
export type { DeclaredRole, RoleRequest, Roles } from './services/roles.js';
export type { ScheduleGroup } from './services/schedule-group.js';
export type { Secrets } from './services/secrets.js';
export type { IngressRule, SecurityGroups } from './services/security-groups.js';
export type { Services } from './services/services.js';
export type { SharedResources } from './services/shared-resources.js';
export type { Tags } from './services/tags.js';
export type {
  Workload,
  WorkloadAutoscaling,
  WorkloadDeployment,
  WorkloadProbe,
  WorkloadSchedule,
  WorkloadVolume,
} from './services/workload.js';
export { runtimeToken, tokens } from './tokens.js';
export type * from './translator.js';
export type * from './verifier.js';

export { ALARM_ACTIONS } from './alarm-actions.js';
export { type AutoscalingSpec, autoscalingFields, normaliseAutoscaling } from './autoscaling.js';
export { autoscalingRules } from './autoscaling-rules.js';
export {
  type CertificateSpec,
  certificateFields,
  certificateNames,
  certificateRules,
  covers,
  DOMAIN_NAME,
} from './certificate.js';
export { type CertificateRequest, certificateArn } from './certificate-resources.js';
export { CERTIFICATE_LIMIT, lookAtCertificates } from './certificate-verification.js';
export { type ImageSpec, imageField, imageReference, normaliseImage } from './container-image.js';
export { containerRules } from './container-rules.js';
export { LOG_RETENTION_DAYS } from './container-settings.js';
export {
  type ContainerSpec,
  containerDefaults,
  containerFields,
  containerFiles,
  containerNeeds,
  normaliseContainer,
  type PortSpec,
  portField,
} from './container-spec.js';
export { type VolumeSpec, volumeReferences, volumesField, volumesOf } from './container-volumes.js';
export { type BucketNotificationTarget, CONTRIBUTIONS, type PolicyDeclared } from './contributions.js';
export { zonesOf } from './data-zones.js';
export { DB_CLUSTER_ACTIONS } from './db-cluster-actions.js';
export { denyPlainText } from './deny-plain-text.js';
export { type DeploymentSpec, deploymentFields, deploymentOf } from './deployment.js';
export { type AliasRequest, type AwsModule, declareAliases, zoneId } from './dns-records.js';
export { CERTIFICATE_ACTIONS, DNS_RECORD_ACTIONS } from './domain-actions.js';
export { ECS_ACTIONS, ECS_TASK_ACTIONS } from './ecs-actions.js';
export { runsOnEcs } from './ecs-platforms.js';
export { explainStoppedTask, lastLogLines } from './ecs-stopped-tasks.js';
export { type ExpectedService, verifyService } from './ecs-verification.js';
export { byName, type EngineBooleans, movedParameters, parameterList, parameterTexts } from './engine-parameters.js';
export {
  type EnvironmentEntry,
  environmentField,
  environmentOf,
  normaliseEnvironment,
  prefixed,
} from './environment.js';
export { EVENT_RULE_ACTIONS, LAMBDA_PERMISSION_ACTIONS, QUEUE_ACTIONS, SCHEDULE_ACTIONS } from './event-actions.js';
export { declareExportedLogs } from './exported-logs.js';
export { fargateCost } from './fargate-cost.js';
export { FARGATE_CPUS, fargateMemories, fargateProblem } from './fargate-sizes.js';
export { isFifo } from './fifo.js';
export { leavesSnapshot } from './final-snapshot.js';
export { errorAt, warningAt } from './finding.js';
export { declareCredentials, type GeneratedSecret } from './generated-secret.js';
export {
  type HealthCheck,
  healthCheckField,
  healthCommandOf,
  normaliseHealthCheck,
  probesOf,
} from './health-check.js';
export { healthCheckRules } from './health-check-rules.js';
export { identifierRule } from './identifier-rule.js';
export { INSTANCE_ACTIONS, INSTANCE_VOLUME_ACTIONS } from './instance-actions.js';
export { keptWithData } from './kept-with-data.js';
export { keyArn, keyStatement } from './key-access.js';
export { verifyCronJob, verifyWorkload } from './kubernetes-verification.js';
export { permitCaller } from './lambda-permission.js';
export { LOAD_BALANCER_ACTIONS } from './load-balancer-actions.js';
export {
  accessLogsField,
  balancerDomainField,
  listenerCertificateField,
  sslPolicyField,
  unhealthyThreshold,
} from './load-balancer-fields.js';
export { type IncomingRoute, isTarget, portsToAdmit, routesTo } from './load-balancer-targets.js';
export { LOAD_BALANCER_LIMIT, lookAtLoadBalancer } from './load-balancer-verification.js';
export { LOG_DELIVERY_ACTIONS, LOG_GROUP_ACTIONS } from './log-actions.js';
export { asObject, asObjects, type Look, look, verdict } from './look.js';
export { declareManagedRotation, type ManagedRotation } from './managed-rotation.js';
export { NAME_RULES } from './name-rules.js';
export { named } from './named.js';
export { isMap, mapField, mapSection, renameField, secretReference } from './normalise.js';
export { onePerZone } from './one-per-zone.js';
export { cloudFrontPrefixList, sandboxPrefixLists } from './prefix-lists.js';
export { normaliseCpu, normaliseMemory, readCpu } from './quantities.js';
export { ROLE_ACTIONS, ROLE_POLICY_ACTIONS } from './role-actions.js';
export { rollingRules, rolloutRules } from './rollout-rules.js';
export { ROLLOUT_STEPS, timeoutMinutesOf } from './rollout-steps.js';
export { S3_EVENTS, sameEvent } from './s3-events.js';
export { sandboxAppAutoscaling } from './sandbox-appautoscaling.js';
export { sandboxEcs } from './sandbox-ecs.js';
export { sandboxCacheGroups } from './sandbox-elasticache.js';
export { sandboxEventRules } from './sandbox-events.js';
export { sandboxInstances } from './sandbox-instances.js';
export { sandboxLambdaPermission } from './sandbox-lambda-permission.js';
export { sandboxLoadBalancing } from './sandbox-lb.js';
export { sandboxLbApi } from './sandbox-lb-api.js';
export { sandboxQueues } from './sandbox-queues.js';
export { sandboxSchedule, sandboxScheduleApi } from './sandbox-schedule.js';
export { sandboxSecretInvokes } from './sandbox-secret-value.js';
export { sandboxVolumes } from './sandbox-volumes.js';
export { sandboxZones } from './sandbox-zones.js';
export { SCALING_ACTIONS } from './scaling-actions.js';
export { oneOf, policyStatements, section, strict } from './schema-fields.js';
export { DATA_KEY_ACTIONS, SECRET_ACTIONS } from './secret-actions.js';
export { type SecretEntry, secretsField, secretsOf, secretVariable } from './secret-list.js';
export { type SecretField, secretText, secretVersionNumber } from './secret-text.js';
export { SECURITY_GROUP_ACTIONS } from './security-group-actions.js';
export { fewestTasks, serviceAlarms } from './service-alarms.js';
export { SERVICE_DISCOVERY_ACTIONS } from './service-discovery-actions.js';
export { SERVICE_OUTPUTS, serviceOutputs, serviceStubs } from './service-outputs.js';
export { stopTimeoutRules } from './stop-timeout-rules.js';
export { type SubnetGroupRequest, subnetGroupArgs } from './subnet-group.js';
export { type TargetManifest, targetManifest, targetType } from './target-manifest.js';
export { toldEnvironment } from './told-environment.js';
export { uniqueActions } from './unique-actions.js';
export { volumeCost } from './volume-cost.js';
export {
  GP3_INCLUDED,
  VOLUME_LIMITS,
  type VolumeProblem,
  type VolumeSize,
  type VolumeType,
  volumeProblems,
} from './volume-limits.js';
export { windowRules } from './window-rules.js';
export { dailyWindow, normaliseWindows, weeklyWindow, windowMinutes, windowsOverlap } from './windows.js';
export { autoscalingOf, type ContainerWorkload, containerWorkload, given } from './workload.js';
export { writtenSecretKeys } from './written-secret-keys.js';

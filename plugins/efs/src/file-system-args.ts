import type * as aws from '@pulumi/aws';
import type { EfsSpec } from './schema.js';

/** The file system in the provider's words, without name, tags and key. */
export function fileSystemArgs(spec: EfsSpec): aws.efs.FileSystemArgs {
  return {
    encrypted: true,
    performanceMode: spec.performanceMode,
    throughputMode: spec.throughputMode,
    ...(spec.provisionedMiBps === undefined ? {} : { provisionedThroughputInMibps: spec.provisionedMiBps }),
    ...(spec.oneZone === undefined ? {} : { availabilityZoneName: spec.oneZone }),
    lifecyclePolicies: lifecyclePolicies(spec.lifecycle),
    protection: { replicationOverwrite: spec.replicationOverwriteProtection },
  };
}

/** AWS takes one transition in each policy. */
function lifecyclePolicies({
  toIA,
  toArchive,
  backOnAccess,
}: EfsSpec['lifecycle']): aws.types.input.efs.FileSystemLifecyclePolicy[] {
  if (toIA === 'NEVER') return [];
  return [
    { transitionToIa: toIA },
    ...(toArchive === undefined ? [] : [{ transitionToArchive: toArchive }]),
    ...(backOnAccess ? [{ transitionToPrimaryStorageClass: 'AFTER_1_ACCESS' }] : []),
  ];
}

import type { Policy } from './policy.js';
import { accessLogs } from './rules/access-logs.js';
import { adminActions } from './rules/admin-actions.js';
import { allowedKinds } from './rules/allowed-kinds.js';
import { allowedRegions } from './rules/allowed-regions.js';
import { backups } from './rules/backups.js';
import { budget } from './rules/budget.js';
import { certificateRegions } from './rules/certificate-regions.js';
import { containerHardening } from './rules/container-hardening.js';
import { customerManagedKeys } from './rules/customer-managed-keys.js';
import { dataResidency } from './rules/data-residency.js';
import { deletionProtection } from './rules/deletion-protection.js';
import { encryptionAtRest } from './rules/encryption-at-rest.js';
import { encryptionInTransit } from './rules/encryption-in-transit.js';
import { finalSnapshot } from './rules/final-snapshot.js';
import { flowLogs } from './rules/flow-logs.js';
import { highAvailability } from './rules/high-availability.js';
import { imageDigests, imageRegistries } from './rules/image-registries.js';
import { imageTags } from './rules/image-tags.js';
import { implicitGrants } from './rules/implicit-grants.js';
import { instanceExposure } from './rules/instance-exposure.js';
import { instanceMetadata } from './rules/instance-metadata.js';
import { instanceTypes } from './rules/instance-types.js';
import { internetFacing } from './rules/internet-facing.js';
import { literalSecrets } from './rules/literal-secrets.js';
import { networkingDocument } from './rules/networking-document.js';
import { openIngress } from './rules/open-ingress.js';
import { permissionsBoundaries } from './rules/permissions-boundaries.js';
import { privateDataStores } from './rules/private-data-stores.js';
import { privateSubnets } from './rules/private-subnets.js';
import { publicBuckets } from './rules/public-buckets.js';
import { publicClients } from './rules/public-clients.js';
import { requiredTags } from './rules/required-tags.js';
import { secretRotation } from './rules/secret-rotation.js';
import { supportedVersions } from './rules/supported-versions.js';
import { tagLimits } from './rules/tag-limits.js';
import { unauthenticatedEndpoints } from './rules/unauthenticated-endpoints.js';
import { usageNames } from './rules/usage-names.js';
import { wildcardActions } from './rules/wildcard-actions.js';

/** Every built-in policy, by id. */
export const POLICIES: readonly Policy[] = [
  backups,
  deletionProtection,
  finalSnapshot,
  encryptionAtRest,
  encryptionInTransit,
  customerManagedKeys,
  supportedVersions,
  highAvailability,
  wildcardActions,
  adminActions,
  implicitGrants,
  permissionsBoundaries,
  imageTags,
  imageRegistries,
  imageDigests,
  accessLogs,
  privateSubnets,
  flowLogs,
  networkingDocument,
  publicBuckets,
  privateDataStores,
  internetFacing,
  publicClients,
  openIngress,
  unauthenticatedEndpoints,
  allowedRegions,
  certificateRegions,
  dataResidency,
  instanceMetadata,
  instanceExposure,
  literalSecrets,
  containerHardening,
  secretRotation,
  requiredTags,
  tagLimits,
  instanceTypes,
  allowedKinds,
  budget,
  usageNames,
];

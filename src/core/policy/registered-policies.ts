import type { Policy } from './policy.js';
import { adminActions } from './rules/admin-actions.js';
import { allowedKinds } from './rules/allowed-kinds.js';
import { allowedRegions } from './rules/allowed-regions.js';
import { backups } from './rules/backups.js';
import { dataResidency } from './rules/data-residency.js';
import { deletionProtection } from './rules/deletion-protection.js';
import { encryptionAtRest } from './rules/encryption-at-rest.js';
import { highAvailability } from './rules/high-availability.js';
import { imageDigests, imageRegistries } from './rules/image-registries.js';
import { imageTags } from './rules/image-tags.js';
import { instanceTypes } from './rules/instance-types.js';
import { internetFacing } from './rules/internet-facing.js';
import { literalSecrets } from './rules/literal-secrets.js';
import { networkingDocument } from './rules/networking-document.js';
import { privateDataStores } from './rules/private-data-stores.js';
import { privateSubnets } from './rules/private-subnets.js';
import { publicBuckets } from './rules/public-buckets.js';
import { requiredTags } from './rules/required-tags.js';
import { tagLimits } from './rules/tag-limits.js';
import { wildcardActions } from './rules/wildcard-actions.js';

/** Every built-in policy, by id. */
export const POLICIES: readonly Policy[] = [
  backups,
  deletionProtection,
  encryptionAtRest,
  highAvailability,
  wildcardActions,
  adminActions,
  imageTags,
  imageRegistries,
  imageDigests,
  privateSubnets,
  networkingDocument,
  publicBuckets,
  privateDataStores,
  internetFacing,
  allowedRegions,
  dataResidency,
  literalSecrets,
  requiredTags,
  tagLimits,
  instanceTypes,
  allowedKinds,
];

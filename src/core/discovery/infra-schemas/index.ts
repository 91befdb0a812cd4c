import type { PlatformNames } from '../../registry/platform-names.js';
import type { JsonSchema } from '../schema/json-schema.js';
import { withPlatforms } from '../schema/with-platforms.js';
import { complianceSchema } from './compliance.js';
import { componentInfraSchema } from './component-infra.js';
import { infraDefaultsSchema } from './infra-defaults.js';
import { networkingSchema } from './networking.js';
import { observabilitySchema } from './observability.js';
import { securitySchema } from './security.js';

/** Schemas of `spec` of the infra.panka.io/v1 documents, by kind. */
export const INFRA_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  InfraDefaults: infraDefaultsSchema as unknown as JsonSchema,
  ServiceInfraDefaults: infraDefaultsSchema as unknown as JsonSchema,
  ComponentInfra: componentInfraSchema as unknown as JsonSchema,
  Networking: networkingSchema as unknown as JsonSchema,
  Security: securitySchema as unknown as JsonSchema,
  Observability: observabilitySchema as unknown as JsonSchema,
  Compliance: complianceSchema as unknown as JsonSchema,
};

/** The same, with the platforms of containers that are there. */
export function infraSchemas(names: PlatformNames): typeof INFRA_SCHEMAS {
  const defaults = withPlatforms(INFRA_SCHEMAS['InfraDefaults']!, '/compute/platform', names);
  return { ...INFRA_SCHEMAS, InfraDefaults: defaults, ServiceInfraDefaults: defaults };
}

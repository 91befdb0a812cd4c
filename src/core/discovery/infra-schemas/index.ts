import type { JsonSchema } from '../schema/json-schema.js';
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

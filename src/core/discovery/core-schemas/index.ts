import type { JsonSchema } from '../schema/json-schema.js';
import { environmentSchema } from './environment.js';
import { serviceSchema } from './service.js';
import { stackSchema } from './stack.js';

/** Schemas of `spec` of the core.panka.io/v1 documents, by kind. */
export const CORE_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Stack: stackSchema as unknown as JsonSchema,
  Service: serviceSchema as unknown as JsonSchema,
  Environment: environmentSchema as unknown as JsonSchema,
};

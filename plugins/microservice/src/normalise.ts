import { normaliseAutoscaling, normaliseContainer, normaliseHealthCheck } from '@panka/plugin-common';
import type { JsonObject } from 'panka/sdk';

/** Accepted variants of the manifest → the form that the schema describes. */
export function normalise(spec: JsonObject): JsonObject {
  return normaliseHealthCheck(normaliseAutoscaling(normaliseContainer(spec)));
}

import { mapField, normaliseContainer } from '@panka/plugin-common';
import type { JsonObject } from 'panka/sdk';
import { awsCron } from './five-fields.js';

/** Accepted variants of the manifest → the form that the schema describes: cron of five fields becomes that of AWS. */
export function normalise(spec: JsonObject): JsonObject {
  return mapField(normaliseContainer(spec), 'schedule', (schedule) =>
    typeof schedule === 'string' ? (awsCron(schedule) ?? schedule) : schedule,
  );
}

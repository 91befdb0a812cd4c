import { isMap, movedParameters, normaliseWindows, parameterTexts } from '@panka/plugin-common';
import type { JsonObject } from 'panka/sdk';

/** Accepts `engine.parameters`, `backup.maintenanceWindow`, and numbers and booleans as parameters. */
export function normalise(spec: JsonObject): JsonObject {
  const out = withoutBackup(normaliseWindows(movedParameters(spec)));
  return parameterTexts(out, { on: '1', off: '0' });
}

/** What is left of `backup` once its maintenance window has moved. */
function withoutBackup(spec: JsonObject): JsonObject {
  const { backup, ...rest } = spec;
  return isMap(backup) && Object.keys(backup).length === 0 ? rest : spec;
}

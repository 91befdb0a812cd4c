import { isMap, mapSection, normaliseWindows } from '@panka/plugin-common';
import type { Json, JsonObject } from 'panka/sdk';

/** Accepts `engine.parameters`, `backup.maintenanceWindow`, and numbers and booleans as parameters. */
export function normalise(spec: JsonObject): JsonObject {
  const out = withoutBackup(normaliseWindows(movedParameters(spec)));
  return mapSection(out, 'parameters', (parameters) =>
    Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, parameterText(value)])),
  );
}

function movedParameters(spec: JsonObject): JsonObject {
  const { engine, parameters } = spec;
  if (!isMap(engine) || !isMap(engine.parameters)) return spec;
  const { parameters: older, ...rest } = engine;
  return { ...spec, engine: rest, parameters: { ...older, ...(isMap(parameters) ? parameters : {}) } };
}

/** What is left of `backup` once its maintenance window has moved. */
function withoutBackup(spec: JsonObject): JsonObject {
  const { backup, ...rest } = spec;
  return isMap(backup) && Object.keys(backup).length === 0 ? rest : spec;
}

function parameterText(value: Json): Json {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'number' ? String(value) : value;
}

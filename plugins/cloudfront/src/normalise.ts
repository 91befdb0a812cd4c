import { isMap, mapField, renameField } from '@panka/plugin-common';
import type { Json, JsonObject } from 'panka/sdk';

/** Accepted variants: one alias as text, `waf: arn`, `certificate: arn`, `behaviours`, `defaultBehavior: <origin>`. */
export function normalise(spec: JsonObject): JsonObject {
  let out = renameField(renameField(spec, 'behaviours', 'behaviors'), 'defaultBehaviour', 'defaultBehavior');
  out = mapField(out, 'aliases', (aliases) => (typeof aliases === 'string' ? [aliases] : aliases));
  out = mapField(out, 'waf', (waf) => (typeof waf === 'string' ? { webAclArn: waf } : waf));
  out = mapField(out, 'certificate', (value) => (typeof value === 'string' ? { arn: value } : value));
  out = mapField(out, 'defaultBehavior', (value) => functionsOf(typeof value === 'string' ? { origin: value } : value));
  return mapField(out, 'behaviors', (list) => (Array.isArray(list) ? list.map(functionsOf) : list));
}

/** A function as text: an ARN, or a file. */
function functionsOf(behavior: Json): Json {
  if (!isMap(behavior)) return behavior;
  return mapField(behavior, 'functions', (list) =>
    Array.isArray(list)
      ? list.map((one: Json) => {
          if (typeof one !== 'string') return one;
          return one.startsWith('arn:') ? { arn: one } : { file: one };
        })
      : list,
  );
}

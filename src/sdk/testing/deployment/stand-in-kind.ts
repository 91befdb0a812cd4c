import { Type } from '@sinclair/typebox';
import type { ComponentKind, OutputDeclaration } from '../../component-kind.js';
import { defineKind } from '../../define-kind.js';
import type { Json, JsonObject } from '../../json.js';
import type { Translator } from '../../translator.js';

/** In place of a kind that is not installed: it can only be `external`, and publishes what the document gives. */
export function standInKind(kind: string, document: JsonObject): ComponentKind {
  const spec = document['spec'] as { external?: { outputs?: JsonObject } } | undefined;
  const outputs = spec?.external?.outputs;
  if (outputs === undefined)
    throw new Error(`no plugin brings kind ${kind}, so the example's ${kind} must be external`);
  return defineKind({
    kind,
    summary: `Stands in for ${kind}`,
    category: 'compute',
    schema: Type.Object({}, { additionalProperties: false }),
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, declared(value)])),
    access: { default: 'connect', levels: { read: 'read', write: 'write', admin: 'change' } },
    injects: {},
    rollback: 'reversible',
    stateful: false,
    iamActions: [],
    translator: async () => ({ default: NothingToTranslate }),
    sandbox: async () => ({ default: { models: [] } }),
    stubOutputs: () => outputs,
  }) as unknown as ComponentKind;
}

/** Built with the others, never asked: an external component has no resources. */
class NothingToTranslate implements Translator {
  translate(): never {
    throw new Error('an external component was translated');
  }
}

function declared(value: Json): OutputDeclaration {
  const type = Array.isArray(value) ? 'array' : (typeof value as OutputDeclaration['type']);
  return { type, description: 'given by the document' };
}

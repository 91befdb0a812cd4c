import * as pulumi from '@pulumi/pulumi';
import { outputsBroken } from '../../core/registry/errors.js';
import { outputsNotPublished } from '../../core/registry/published-outputs.js';
import type { ComponentKind, ComponentOf, ProvidedComponent, Translation } from '../../sdk/index.js';
import { outputsMissing } from './errors.js';

/** The component resource that groups a component's resources. */
export class ComponentGroup extends pulumi.ComponentResource {
  constructor(component: ComponentOf) {
    const aliases = component.renamedFrom === undefined ? [] : [{ name: component.renamedFrom }];
    super(`panka:kind:${component.kind}`, component.address, {}, { aliases });
  }
}

/** What `external` components publish: nothing is created. */
export function externalComponent(component: ComponentOf): ProvidedComponent | undefined {
  const { external } = component.spec;
  if (external === undefined) return undefined;
  return { component, outputs: mapOutputs(external.outputs), provides: {} };
}

/** Checks a translation against what the kind declares and fills in aliases. */
export function publish(component: ComponentOf, kind: ComponentKind, translation: Translation): ProvidedComponent {
  const undeclared = Object.keys(translation.outputs).filter((name) => kind.outputs[name] === undefined);
  if (undeclared.length > 0) throw outputsMissing(component.address, component.kind, undeclared);
  const outputs: Record<string, unknown> = { ...translation.outputs };
  for (const [name, { aliasOf }] of Object.entries(kind.outputs))
    if (aliasOf !== undefined && outputs[aliasOf] !== undefined) outputs[name] ??= outputs[aliasOf];
  const names = outputsNotPublished(kind, outputs);
  if (names.length > 0) throw outputsBroken({ address: component.address, kind: component.kind, names });
  return { component, outputs: mapOutputs(outputs), provides: translation.provides ?? {} };
}

function mapOutputs(values: Readonly<Record<string, unknown>>): Record<string, pulumi.Output<unknown>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, pulumi.output(value)]));
}

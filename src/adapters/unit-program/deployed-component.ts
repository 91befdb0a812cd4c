import * as pulumi from '@pulumi/pulumi';
import type { DeployedComponent } from '../../core/execution/unit-hooks.js';
import type { JsonObject, ProvidedComponent } from '../../sdk/index.js';
import { type UnreadOutput, unreadOutput } from '../embedded-engine/lazy-outputs.js';
import { promiseOf } from './declared-resources.js';

/** Stands for a secret wherever a value is recorded or shown. */
const SECRET_PLACEHOLDER = { secret: true } as const;

/** Plain values of a component's outputs and resources once everything is deployed. Secrets are replaced, never read. */
export async function deployedComponent(
  outputs: Readonly<Record<string, pulumi.Output<unknown>>>,
  resources: readonly { name: string; resource: pulumi.CustomResource }[],
): Promise<DeployedComponent> {
  return {
    outputs: await plain(outputs),
    resources: await Promise.all(
      resources.map(async ({ name, resource }) => ({
        name,
        type: (resource as unknown as { __pulumiType: string }).__pulumiType,
        id: await promiseOf(resource.id),
        outputs: await plainResource(resource),
      })),
    ),
  };
}

/** Stack outputs by address, as `pulumi stack output` shows them after an eject. */
export function plainOutputs(provided: ReadonlyMap<string, ProvidedComponent>): Record<string, unknown> {
  return Object.fromEntries([...provided].map(([address, { outputs }]) => [address, outputs]));
}

async function plain(values: Readonly<Record<string, pulumi.Output<unknown>>>): Promise<JsonObject> {
  const entries = await Promise.all(
    Object.entries(values).map(async ([name, output]): Promise<[string, unknown]> => [name, await plainOutput(output)]),
  );
  return known(entries);
}

async function plainOutput(output: pulumi.Output<unknown>): Promise<unknown> {
  return (await pulumi.isSecret(output)) ? SECRET_PLACEHOLDER : promiseOf(output);
}

/** All outputs of a resource; most of them nobody has asked for, and what those came to is known without it. */
async function plainResource(resource: pulumi.CustomResource): Promise<JsonObject> {
  const names = Object.keys(resource).filter((key) => !key.startsWith('__') && key !== 'urn' && key !== 'id');
  const entries = names.map((name): [string, unknown] | Promise<[string, unknown]> | undefined => {
    const unread = unreadOutput(resource, name);
    if (unread !== undefined && isPlain(unread)) return [name, unread.isSecret ? SECRET_PLACEHOLDER : unread.value];
    const value = (resource as unknown as Record<string, unknown>)[name];
    return pulumi.Output.isInstance(value) ? plainOutput(value).then((plain) => [name, plain]) : undefined;
  });
  return known((await Promise.all(entries)).filter((entry) => entry !== undefined));
}

function isPlain({ value, isKnown, error }: UnreadOutput): boolean {
  return error === undefined && isKnown && !pulumi.Output.isInstance(value) && !pulumi.containsUnknowns(value);
}

function known(entries: readonly (readonly [string, unknown])[]): JsonObject {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as JsonObject;
}

import * as pulumi from '@pulumi/pulumi';
import type { DeployedComponent } from '../../core/execution/unit-hooks.js';
import type { JsonObject, ProvidedComponent } from '../../sdk/index.js';
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
        outputs: await plain(outputsOf(resource)),
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
    Object.entries(values).map(async ([name, output]): Promise<[string, unknown]> => {
      if (await pulumi.isSecret(output)) return [name, SECRET_PLACEHOLDER];
      return [name, await promiseOf(output)];
    }),
  );
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as JsonObject;
}

function outputsOf(resource: pulumi.CustomResource): Record<string, pulumi.Output<unknown>> {
  return Object.fromEntries(
    Object.entries(resource).filter(
      ([key, value]) => !key.startsWith('__') && key !== 'urn' && key !== 'id' && pulumi.Output.isInstance(value),
    ),
  );
}

import { type Static, Type } from '@sinclair/typebox';
import type { ComponentOf, Secrets, TranslateContext, Workload } from 'panka/sdk';
import { type EnvironmentEntry, injectedNames, sortedByName } from './environment.js';
import { strict } from './schema-fields.js';

type WorkloadSecret = Workload['secrets'][number];

export const secretsField = Type.Optional(
  Type.Array(
    strict(
      {
        name: Type.String({
          minLength: 1,
          description: 'Name of the entry, and of the variable unless envVar says otherwise',
        }),
        secretRef: Type.String({ minLength: 1, description: 'Name or ARN of the secret in Secrets Manager' }),
        envVar: Type.Optional(Type.String({ minLength: 1, description: 'Variable that holds the value' })),
        key: Type.Optional(
          Type.String({ minLength: 1, description: 'JSON key within the secret; the whole text without it' }),
        ),
      },
      { description: 'One secret' },
    ),
    {
      description:
        'Secrets as variables: only references are written, AWS reads the values at the start of a container',
    },
  ),
);

export type SecretEntry = NonNullable<Static<typeof secretsField>>[number];

/** The variable that a secret is injected as. */
export function secretVariable(entry: SecretEntry): string {
  return entry.envVar ?? entry.name;
}

/**
 * Every secret of a container: the manifest's, then what bindings inject, by name. A name in the manifest's environment or
 * secrets wins over an injected one.
 */
export function secretsOf(
  component: ComponentOf<{
    readonly environment?: readonly EnvironmentEntry[];
    readonly secrets?: readonly SecretEntry[];
  }>,
  context: TranslateContext,
  secrets: Secrets,
): readonly WorkloadSecret[] {
  const explicit = (component.spec.secrets ?? []).map((entry) => ({
    name: secretVariable(entry),
    ...secrets.resolve(entry.secretRef, entry.key),
  }));
  const names = new Set([...explicit.map((s) => s.name), ...(component.spec.environment ?? []).map((e) => e.name)]);
  const injected = new Map<string, WorkloadSecret>();
  for (const consumption of context.consumed)
    for (const [name, secret] of injectedNames(consumption, consumption.provider.provides.secrets ?? {}))
      if (!names.has(name) && !injected.has(name)) injected.set(name, { name, ...secret });
  return [...explicit, ...sortedByName([...injected.values()])];
}

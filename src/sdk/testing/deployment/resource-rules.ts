import { registerModels } from '../../../adapters/sandbox-cloud/model-registry.js';
import { typeMetadata } from '../../../adapters/sandbox-cloud/type-metadata.js';
import type { RenderedResource } from '../../../core/render/rendered-resource.js';
import type { SandboxModels } from '../../sandbox.js';
import { type Scalar, scalarsOf } from './scalars.js';

/** Names that are there twice, or that begin with nobody's address. */
export function nameProblems(resources: readonly RenderedResource[], addresses: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return resources.flatMap(({ name }) => {
    const owned = [...addresses, 'shared'].some((address) => name === address || name.startsWith(`${address}/`));
    const problems = [
      ...(seen.has(name) ? [`${name} is declared twice`] : []),
      ...(owned ? [] : [`${name} does not begin with the address of a component`]),
    ];
    seen.add(name);
    return problems;
  });
}

/** References (`${name.property}`) that lead to nothing. Look-ups (`${aws:getPartition.partition}`) lead to AWS. */
export function referenceProblems(resources: readonly RenderedResource[]): readonly string[] {
  const byName = new Map(resources.map((resource) => [resource.name, resource]));
  return everyScalar(resources).flatMap(({ at, value }) =>
    [...String(value).matchAll(/\$\{([^}]+)\}/g)].flatMap(([, reference = '']) => {
      if (reference.startsWith('aws:')) return [];
      const target = targetOf(reference, byName);
      if (target === undefined) return [`${at}: \${${reference}} leads to no declared resource`];
      const property = /^\w+/.exec(reference.slice(target.name.length + 1))?.[0] ?? '';
      const outputs = typeMetadata(target.type)?.outputs;
      const has = outputs === undefined || property === 'id' || property === 'urn' || outputs.has(property);
      return has ? [] : [`${at}: ${target.type} has no output "${property}"`];
    }),
  );
}

/** The resource with the longest name before a dot: names may hold dots themselves (a record of a domain). */
function targetOf(reference: string, byName: ReadonlyMap<string, RenderedResource>): RenderedResource | undefined {
  for (let dot = reference.lastIndexOf('.'); dot > 0; dot = reference.lastIndexOf('.', dot - 1)) {
    const found = byName.get(reference.slice(0, dot));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Types that the sandbox does not know: they would not be simulated. */
export function modelProblems(resources: readonly RenderedResource[], own: SandboxModels): readonly string[] {
  const { models } = registerModels([own]);
  const types = new Set(resources.map((resource) => resource.type));
  return [...types].filter((type) => !models.has(type)).map((type) => `${type} has no sandbox model`);
}

/** Inputs that the provider or their name calls secret, and that stand there in clear. */
export function secretProblems(resources: readonly RenderedResource[]): readonly string[] {
  return resources.flatMap(({ name, type, inputs }) => {
    const secret = new Set([...(typeMetadata(type)?.secretOutputs ?? []), ...SECRET_INPUTS]);
    return Object.entries(inputs)
      .filter(([key, value]) => secret.has(key) && typeof value === 'string' && value !== '[secret]')
      .map(([key]) => `${name}: ${key} is rendered in clear`);
  });
}

const SECRET_INPUTS = [
  'password',
  'passwordWo',
  'masterPassword',
  'masterPasswordWo',
  'secretString',
  'secretStringWo',
  'authToken',
  'privateKey',
];

function everyScalar(resources: readonly RenderedResource[]): readonly Scalar[] {
  return resources.flatMap(({ name, inputs }) => scalarsOf(inputs, name));
}

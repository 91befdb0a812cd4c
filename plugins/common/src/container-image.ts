import { type Static, Type } from '@sinclair/typebox';
import type { JsonObject } from 'panka/sdk';
import { mapField } from './normalise.js';
import { oneOf, strict } from './schema-fields.js';

export const imageField = strict(
  {
    repository: Type.String({ minLength: 1, description: 'Registry and repository, without tag' }),
    tag: Type.Optional(Type.String({ minLength: 1, description: 'Tag; one of tag and digest' })),
    digest: Type.Optional(
      Type.String({ pattern: '^sha256:[0-9a-f]{64}$', description: 'Digest: `sha256:…`; names one image for ever' }),
    ),
    pullPolicy: oneOf(['Always', 'IfNotPresent', 'Never'], {
      default: 'Always',
      description: 'eks: when a node pulls the image; Fargate always does',
    }),
  },
  { description: 'Container image: `repository:tag`, or a map' },
);

export type ImageSpec = Static<typeof imageField>;

/** `repository:tag` and `repository@sha256:…` become the map. */
export function normaliseImage(spec: JsonObject): JsonObject {
  return mapField(spec, 'image', (image) => (typeof image === 'string' ? parseImage(image) : image));
}

function parseImage(image: string): JsonObject {
  const [name = '', digest] = image.split('@', 2);
  const slash = name.lastIndexOf('/');
  const colon = name.indexOf(':', slash + 1);
  const repository = colon === -1 ? name : name.slice(0, colon);
  return {
    repository,
    ...(colon === -1 ? {} : { tag: name.slice(colon + 1) }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** As ECS wants it. The digest wins: a tag beside it is only for people. */
export function imageReference(image: ImageSpec): string {
  if (image.digest !== undefined) return `${image.repository}@${image.digest}`;
  return `${image.repository}:${image.tag ?? 'latest'}`;
}

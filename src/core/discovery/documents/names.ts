/** Names of stacks, environments, services and components. Source: docs/manifests.md, "Names". */
export const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
export const MAX_NAME = 40;
export const MAX_ENVIRONMENT = 20;

/** Why a name is not allowed, or undefined. */
export function nameProblem(name: string, max = MAX_NAME): string | undefined {
  if (name.length > max) return `"${name}" has ${name.length} characters; at most ${max} are allowed`;
  if (NAME.test(name)) return undefined;
  return `"${name}" is not a name; use lower-case letters, digits and single hyphens, a letter first`;
}

/** A name that would be allowed, made from one that is not. */
export function allowedName(name: string, max = MAX_NAME): string | undefined {
  const made = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, max)
    .replace(/-+$/, '');
  return NAME.test(made) ? made : undefined;
}

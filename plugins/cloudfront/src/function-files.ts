import type { CloudFrontSpec } from './schema.js';

/** Files with the code of CloudFront functions, each once. */
export function functionFiles({ defaultBehavior, behaviors }: CloudFrontSpec): readonly string[] {
  const files = [defaultBehavior, ...behaviors].flatMap(({ functions }) => functions.flatMap(({ file }) => file ?? []));
  return [...new Set(files)];
}

import type { JsonObject } from 'panka/sdk';

/** The same words at the end of an image's tag as in the sandbox of ECS, and what Kubernetes says of such pods. */
const FATES: Readonly<Record<string, string>> = {
  broken: 'ImagePullBackOff: the image was not found',
  crash: 'CrashLoopBackOff: the container ended with exit code 1',
  unhealthy: 'the readiness probe failed',
};

/** Why pods of a template do not run; undefined: they do. The sandbox pulls no image. */
export function podFate(template: JsonObject | undefined): string | undefined {
  const spec = template?.spec as { readonly containers?: readonly JsonObject[] } | undefined;
  const [container] = spec?.containers ?? [];
  const word = /[:-](broken|crash|unhealthy)$/.exec(String(container?.image ?? ''))?.[1];
  if (word === undefined || (word === 'unhealthy' && container?.readinessProbe === undefined)) return undefined;
  return `${String(container?.name)}: ${FATES[word]}`;
}

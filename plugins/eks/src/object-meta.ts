import type * as pulumi from '@pulumi/pulumi';
import type { Declaring, EksHost } from './eks-host.js';
import { NAME } from './object-names.js';

/** Labels by which Services, budgets and policies find the pods of a workload. A selector cannot be changed: nothing in it may. */
export function selectorOf(host: EksHost, declaring: Declaring): Readonly<Record<string, string>> {
  const { component } = declaring;
  return {
    'app.kubernetes.io/name': component.name,
    'app.kubernetes.io/instance': workloadName(host, declaring),
  };
}

/** Name of every object of a workload: what kind of object it is tells them apart. */
export function workloadName({ services }: EksHost, { component, workload }: Declaring, ending = ''): string {
  const { max } = workload.type === 'job' ? NAME.cronJob : NAME.workload;
  return `${services.names.physical(component, { max: max - ending.length }, 'workload')}${ending}`;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace: pulumi.Input<string>;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** `ending` tells objects of one type apart. */
export function metaOf(host: EksHost, declaring: Declaring, ending = ''): ObjectMeta {
  const { component } = declaring;
  return {
    name: workloadName(host, declaring, ending),
    namespace: host.namespace,
    labels: {
      ...selectorOf(host, declaring),
      'app.kubernetes.io/component': component.kind.toLowerCase(),
      'app.kubernetes.io/part-of': component.stack,
      'app.kubernetes.io/managed-by': 'panka',
    },
    annotations: { 'panka.io/component': component.address, 'panka.io/environment': component.environment },
  };
}

/** Options of an object in the cluster. Where its name stays the same, the old one has to go first. */
export function objectOptions(
  host: EksHost,
  { context }: Declaring,
  extra: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  const after = Array.isArray(extra.dependsOn) ? extra.dependsOn : [];
  return context.options({
    deleteBeforeReplace: true,
    ...extra,
    provider: host.provider,
    dependsOn: [...host.ready, ...after],
  });
}

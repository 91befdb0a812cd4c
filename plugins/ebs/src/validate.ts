import { errorAt, volumeProblems, warningAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { EbsSpec } from './schema.js';

type Component = ComponentOf<EbsSpec>;

/** Rules of EBS that the schema cannot express. Source: EBS user guide, "Amazon EBS volume types" and "Multi-Attach". */
export function validate(component: Component, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [...sizeRules(spec), ...sharedRules(spec), ...placeRules(spec), ...attachmentRules(component, view)];
}

function sizeRules(spec: EbsSpec): Finding[] {
  const findings = volumeProblems(spec).map(({ field, message }) => errorAt(`/${field}`, 'PANKA-EBS-003', message));
  if (!spec.multiAttach || ['io1', 'io2'].includes(spec.type)) return findings;
  return [
    ...findings,
    errorAt('/multiAttach', 'PANKA-EBS-005', `multiAttach needs type io1 or io2; it is ${spec.type}`, 'type: io2'),
  ];
}

/** xfs knows one writer. Source: EBS user guide, "Multi-Attach", considerations. */
function sharedRules({ multiAttach, attachTo }: EbsSpec): Finding[] {
  if (!multiAttach || attachTo?.mountPath === undefined) return [];
  const message =
    'mountPath gives the volume a file system of one instance; with multiAttach others would destroy it: put a cluster file system on it by hand';
  return [errorAt('/attachTo/mountPath', 'PANKA-EBS-009', message, 'multiAttach: false')];
}

function placeRules({ attachTo, availabilityZone }: EbsSpec): Finding[] {
  if (attachTo !== undefined || availabilityZone !== undefined) return [];
  return [
    errorAt(
      '',
      'PANKA-EBS-004',
      'availabilityZone is needed where the volume is attached to nothing',
      'availabilityZone: us-east-1a',
    ),
  ];
}

function attachmentRules(component: Component, view: ApplicationView): Finding[] {
  const { attachTo } = component.spec;
  const instance = attachTo === undefined ? undefined : view.find(attachTo.component, component);
  if (attachTo === undefined || instance === undefined || instance.spec.external !== undefined) return [];
  return [
    ...zoneRules(component.spec, instance),
    ...instanceRules(instance),
    ...deviceRules(component, { instance, device: attachTo.device }, view),
  ];
}

/** Where the instance is is known beforehand only if its manifest says so. */
function zoneRules({ availabilityZone }: EbsSpec, { name, spec }: ComponentOf): Finding[] {
  const { subnet } = spec;
  const known = typeof subnet === 'string' && /-\d[a-z]$/.test(subnet) ? subnet : undefined;
  if (known === undefined || availabilityZone === undefined || known === availabilityZone) return [];
  return [
    errorAt(
      '/availabilityZone',
      'PANKA-EBS-001',
      `attachTo ${name} is in ${known} but availabilityZone is ${availabilityZone}`,
      `availabilityZone: ${known}`,
    ),
  ];
}

function instanceRules({ name, spec }: ComponentOf): Finding[] {
  const path = '/attachTo/component';
  if (spec.autoscaling !== undefined)
    return [
      errorAt(
        path,
        'PANKA-EBS-006',
        `attachTo ${name} scales by itself: its instances come and go, and none of them can be named`,
      ),
    ];
  if (typeof spec.count !== 'number' || spec.count < 2) return [];
  return [
    warningAt(
      path,
      'PANKA-EBS-007',
      `attachTo ${name} has ${spec.count} instances; the volume is attached to the first`,
    ),
  ];
}

function deviceRules(
  component: Component,
  at: { readonly instance: ComponentOf; readonly device: string },
  view: ApplicationView,
): Finding[] {
  const others = (view.referencesTo?.(at.instance.address) ?? []).filter(
    ({ from, reference }) => reference.reason === 'attachment' && from.address !== component.address,
  );
  const same = others.find(({ from }) => deviceOf(from) === at.device)?.from;
  if (same === undefined) return [];
  return [
    errorAt(
      '/attachTo/device',
      'PANKA-EBS-008',
      `device ${at.device} of ${at.instance.name} is taken by ${same.address} too`,
      'device: /dev/sdg',
    ),
  ];
}

function deviceOf({ spec }: ComponentOf): string {
  return (spec as Partial<EbsSpec>).attachTo?.device ?? '/dev/sdf';
}

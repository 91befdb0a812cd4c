import { asObject, asObjects, errorAt, warningAt, zonesOf } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { EfsSpec } from './schema.js';

type Component = ComponentOf<EfsSpec>;

/** Rules of EFS that the schema cannot express. Source: EFS user guide, "Performance" and "Lifecycle management". */
export function validate(component: Component, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [...throughputRules(spec), ...archiveRules(spec), ...accessPointRules(spec), ...zoneRules(component, view)];
}

function throughputRules({ throughputMode, provisionedMiBps, performanceMode, oneZone }: EfsSpec): Finding[] {
  const findings: Finding[] = [];
  if (throughputMode === 'provisioned' && provisionedMiBps === undefined)
    findings.push(
      errorAt(
        '/throughputMode',
        'PANKA-EFS-001',
        'provisionedMiBps is needed with throughputMode provisioned',
        'provisionedMiBps: 64',
      ),
    );
  if (throughputMode !== 'provisioned' && provisionedMiBps !== undefined)
    findings.push(
      errorAt(
        '/provisionedMiBps',
        'PANKA-EFS-003',
        `provisionedMiBps ${provisionedMiBps} needs throughputMode provisioned; it is ${throughputMode}`,
        'throughputMode: provisioned',
      ),
    );
  if (performanceMode === 'maxIO' && throughputMode === 'elastic')
    findings.push(
      errorAt(
        '/performanceMode',
        'PANKA-EFS-004',
        'performanceMode maxIO is not available with throughputMode elastic',
        'throughputMode: bursting',
      ),
    );
  if (performanceMode === 'maxIO' && oneZone !== undefined)
    findings.push(errorAt('/performanceMode', 'PANKA-EFS-004', 'performanceMode maxIO is not available with oneZone'));
  return findings;
}

function archiveRules(spec: EfsSpec): Finding[] {
  const { toArchive, toIA } = spec.lifecycle;
  if (toArchive === undefined) return [];
  const problem = archiveProblem(spec);
  if (problem !== undefined) return [errorAt('/lifecycle/toArchive', 'PANKA-EFS-005', problem)];
  if (daysOf(toArchive) > daysOf(toIA)) return [];
  return [
    errorAt(
      '/lifecycle/toArchive',
      'PANKA-EFS-005',
      `lifecycle.toArchive ${toArchive} is not later than toIA ${toIA}`,
      'toArchive: AFTER_90_DAYS',
    ),
  ];
}

function archiveProblem({ lifecycle, throughputMode, oneZone }: EfsSpec): string | undefined {
  if (lifecycle.toIA === 'NEVER') return 'lifecycle.toArchive needs toIA: files move on from there';
  if (throughputMode !== 'elastic') return `lifecycle.toArchive needs throughputMode elastic; it is ${throughputMode}`;
  return oneZone === undefined ? undefined : 'lifecycle.toArchive is not available with oneZone';
}

function daysOf(age: string): number {
  return Number(/\d+/.exec(age)?.[0] ?? 0);
}

function accessPointRules({ accessPoints }: EfsSpec): Finding[] {
  return accessPoints.flatMap((point, index) =>
    accessPoints.findIndex((other) => other.name === point.name) === index
      ? []
      : [errorAt(`/accessPoints/${index}/name`, 'PANKA-EFS-006', `access point "${point.name}" is declared twice`)],
  );
}

function zoneRules(component: Component, view: ApplicationView): Finding[] {
  const { oneZone } = component.spec;
  if (oneZone === undefined) return doubledZones(view);
  const zones = zonesOf(view.infra);
  if (zones !== undefined && !zones.includes(oneZone))
    return [
      errorAt(
        '/oneZone',
        'PANKA-EFS-007',
        `oneZone ${oneZone} has no subnet of the stack; its data subnets are in ${zones.join(', ')}`,
        `oneZone: ${zones[0] ?? ''}`,
      ),
    ];
  const users = (view.referencesTo?.(component.address) ?? []).filter(
    ({ reference }) => reference.access !== undefined,
  );
  if (users.length === 0) return [];
  const names = [...new Set(users.map(({ from }) => from.address))].sort().join(', ');
  return [
    warningAt(
      '/oneZone',
      'PANKA-EFS-008',
      `${component.address} is in ${oneZone} alone and is mounted from every zone by ${names}: traffic between zones costs, and all of them stop with that zone`,
    ),
  ];
}

function doubledZones({ infra }: ApplicationView): Finding[] {
  const subnets = asObject(infra.networking?.subnets);
  const data = asObjects(subnets.data);
  const zones = (data.length > 0 ? data : asObjects(subnets.private)).map((subnet) => subnet.availabilityZone);
  const doubled = zones.find((zone, index) => typeof zone === 'string' && zones.indexOf(zone) !== index);
  if (doubled === undefined) return [];
  return [
    warningAt(
      '',
      'PANKA-EFS-002',
      `two subnets in ${String(doubled)}; EFS takes one mount target per zone, in the first of them`,
    ),
  ];
}

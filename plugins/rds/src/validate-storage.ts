import { errorAt } from '@panka/plugin-common';
import type { Finding } from 'panka/sdk';
import type { RdsSpec } from './schema.js';

type Storage = NonNullable<RdsSpec['instance']['storage']>;

/** What gp3 has from `fromGB` on, where alone more may be asked for. Source: RDS user guide, "gp3 storage". */
export const GP3 = { fromGB: 400, iops: 12_000, throughput: 500 } as const;
const GP3_MOST_IOPS = 64_000;
/** Provisioned IOPS volumes. Source: CreateDBInstance, AllocatedStorage and Iops; RDS user guide, "Provisioned IOPS storage". */
const PROVISIONED = { fromGB: 100, perGB: { io1: 50, io2: 1000 } } as const;
/** Operations a second for every MiB a second. */
const GP3_IOPS_PER_MIB = 4;

/** Rules of size and speed. */
export function storageRules(storage: Storage): Finding[] {
  const { type } = storage;
  return [
    ...(type === 'gp3' ? gp3Rules(storage) : otherRules(storage)),
    ...(type === 'io1' || type === 'io2' ? provisionedRules({ ...storage, type }) : []),
    ...growthRules(storage),
  ];
}

function gp3Rules({ allocatedGB, iops, throughput }: Storage): Finding[] {
  const given = (['iops', 'throughput'] as const).filter((field) => ({ iops, throughput })[field] !== undefined);
  if (allocatedGB < GP3.fromGB)
    return given.map((field) =>
      fault(
        field,
        `storage.${field} needs allocatedGB ≥ ${GP3.fromGB} for gp3 (postgres, mysql, mariadb); ${allocatedGB} given`,
      ),
    );
  const has = iops ?? GP3.iops;
  const findings: Finding[] = [];
  if (has < GP3.iops || has > GP3_MOST_IOPS)
    findings.push(fault('iops', `storage.iops ${has}: gp3 of ${allocatedGB} GiB has ${GP3.iops} to ${GP3_MOST_IOPS}`));
  if (throughput !== undefined && throughput < GP3.throughput)
    findings.push(
      fault('throughput', `storage.throughput ${throughput}: gp3 of ${allocatedGB} GiB has ${GP3.throughput} or more`),
    );
  const needed = (throughput ?? 0) * GP3_IOPS_PER_MIB;
  if (needed > has) findings.push(fault('throughput', `storage.throughput ${throughput} needs storage.iops ${needed}`));
  return findings;
}

function otherRules({ type, iops, throughput }: Storage): Finding[] {
  const refused = (field: 'iops' | 'throughput') =>
    errorAt(`/instance/storage/${field}`, 'PANKA-RDS-003', `storage.${field} can't be set for ${type}`, 'type: gp3');
  return [
    ...(type === 'gp2' && iops !== undefined ? [refused('iops')] : []),
    ...(throughput === undefined ? [] : [refused('throughput')]),
  ];
}

function provisionedRules({ type, allocatedGB, iops }: Storage & { readonly type: 'io1' | 'io2' }): Finding[] {
  const findings: Finding[] = [];
  if (allocatedGB < PROVISIONED.fromGB)
    findings.push(fault('allocatedGB', `storage.allocatedGB ${allocatedGB}: ${type} starts at ${PROVISIONED.fromGB}`));
  if (iops === undefined) return [...findings, fault('type', `storage.type ${type} needs iops`)];
  const [least, most] = [allocatedGB / 2, PROVISIONED.perGB[type] * allocatedGB];
  if (iops >= least && iops <= most) return findings;
  return [...findings, fault('iops', `storage.iops ${iops}: ${type} of ${allocatedGB} GiB has ${least} to ${most}`)];
}

function growthRules({ allocatedGB, maxAllocatedGB }: Storage): Finding[] {
  if (maxAllocatedGB === undefined || maxAllocatedGB === 0 || maxAllocatedGB >= allocatedGB * 1.1) return [];
  return [
    errorAt(
      '/instance/storage/maxAllocatedGB',
      'PANKA-RDS-004',
      `maxAllocatedGB ${maxAllocatedGB} must be at least 10 % above allocatedGB ${allocatedGB}`,
      `maxAllocatedGB: ${Math.ceil(allocatedGB * 1.1)}`,
    ),
  ];
}

function fault(field: 'iops' | 'throughput' | 'allocatedGB' | 'type', message: string): Finding {
  return errorAt(`/instance/storage/${field}`, 'PANKA-RDS-003', message);
}

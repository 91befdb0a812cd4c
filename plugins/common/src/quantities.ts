import type { Json } from 'panka/sdk';
import { FARGATE_CPUS } from './fargate-sizes.js';

const MIB_PER: Readonly<Record<string, number>> = {
  m: 1,
  mb: 1,
  mi: 1,
  mib: 1,
  g: 1024,
  gb: 1024,
  gi: 1024,
  gib: 1024,
};

/**
 * CPU as ECS units (1024 = one vCPU): `512`, `"512"`, `"0.5 vCPU"`, and `"256m"` where 256 is a Fargate size.
 * Anything else comes back as it is, for the schema or `readCpu` to judge.
 */
export function normaliseCpu(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text);
  const vcpu = /^(\d+(?:\.\d+)?)\s*v?cpus?$/i.exec(text);
  if (vcpu !== null) return Math.round(Number(vcpu[1]) * 1024);
  const units = millicores(text);
  return units !== undefined && FARGATE_CPUS.includes(units) ? units : value;
}

/** CPU units of a canonical value. Millicores are rounded up to the next Fargate size, which deserves a warning. */
export function readCpu(value: number | string): { readonly units: number; readonly rounded: boolean } {
  if (typeof value === 'number') return { units: value, rounded: false };
  const milli = millicores(value) ?? 0;
  const wanted = Math.ceil((milli * 1024) / 1000);
  return { units: FARGATE_CPUS.find((size) => size >= wanted) ?? wanted, rounded: true };
}

/** Memory as MiB: `512`, `"512"`, `"512Mi"`, `"1 GB"`, `"1Gi"`, `"0.5 GB"`; as ECS does, a GB is 1024 MiB. */
export function normaliseMemory(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value;
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(value.trim());
  if (match === null) return value;
  const unit = (match[2] ?? '').toLowerCase();
  const factor = unit === '' ? 1 : MIB_PER[unit];
  if (factor === undefined) return value;
  const mib = Number(match[1]) * factor;
  return Number.isInteger(mib) ? mib : value;
}

function millicores(text: string): number | undefined {
  const match = /^(\d+)m$/.exec(text.trim());
  return match === null ? undefined : Number(match[1]);
}

/** What a type of EBS volume can be. Sizes in GiB, throughput in MiB/s. */
export interface VolumeLimits {
  readonly size: readonly [least: number, most: number];
  /** Absent: operations follow from the size and cannot be set. */
  readonly iops?: { readonly least: number; readonly most: number; readonly perGiB: number };
  /** Absent: throughput cannot be set. */
  readonly throughput?: { readonly least: number; readonly most: number; readonly perIops: number };
}

/** Source: EBS user guide, "Amazon EBS volume types", read in November 2025; gp3 was raised in September 2025. */
export const VOLUME_LIMITS = {
  gp3: {
    size: [1, 65_536],
    iops: { least: 3000, most: 80_000, perGiB: 500 },
    throughput: { least: 125, most: 2000, perIops: 0.25 },
  },
  gp2: { size: [1, 16_384] },
  io1: { size: [4, 16_384], iops: { least: 100, most: 64_000, perGiB: 50 } },
  io2: { size: [4, 65_536], iops: { least: 100, most: 256_000, perGiB: 1000 } },
  st1: { size: [125, 16_384] },
  sc1: { size: [125, 16_384] },
} as const satisfies Readonly<Record<string, VolumeLimits>>;

export type VolumeType = keyof typeof VOLUME_LIMITS;

/** Operations a second that a gp3 volume has at least, and its MiB/s: what is beyond costs extra. */
export const GP3_INCLUDED = { iops: 3000, throughputMiBps: 125 } as const;

export interface VolumeSize {
  readonly type: VolumeType;
  readonly sizeGiB: number;
  readonly iops?: number;
  readonly throughputMiBps?: number;
}

/** What AWS would refuse of a volume: the field, and why. */
export interface VolumeProblem {
  readonly field: 'sizeGiB' | 'iops' | 'throughputMiBps';
  readonly message: string;
}

/** What is wrong with size and speed of a volume of its type. */
export function volumeProblems(volume: VolumeSize): readonly VolumeProblem[] {
  const limits: VolumeLimits = VOLUME_LIMITS[volume.type];
  return [...sizeProblems(volume, limits), ...iopsProblems(volume, limits), ...throughputProblems(volume, limits)];
}

function sizeProblems({ type, sizeGiB }: VolumeSize, { size: [least, most] }: VolumeLimits): VolumeProblem[] {
  if (sizeGiB >= least && sizeGiB <= most) return [];
  return [{ field: 'sizeGiB', message: `sizeGiB ${sizeGiB} is not within ${least} to ${most}, which ${type} has` }];
}

function iopsProblems({ type, sizeGiB, iops }: VolumeSize, { iops: limits }: VolumeLimits): VolumeProblem[] {
  const problem = (message: string): VolumeProblem[] => [{ field: 'iops', message }];
  if (limits === undefined) return iops === undefined ? [] : problem(`iops cannot be set for ${type}`);
  if (iops === undefined) return type === 'gp3' ? [] : problem(`iops is needed with ${type}`);
  if (iops < limits.least || iops > limits.most)
    return problem(`iops ${iops} is not within ${limits.least} to ${limits.most}, which ${type} has`);
  // What every volume of the type has is there at any size.
  if (iops <= limits.least || iops <= limits.perGiB * sizeGiB) return [];
  return problem(
    `iops ${iops} needs ${Math.ceil(iops / limits.perGiB)} GiB: ${type} has at most ${limits.perGiB} a GiB`,
  );
}

function throughputProblems(volume: VolumeSize, { throughput: limits }: VolumeLimits): VolumeProblem[] {
  const { type, throughputMiBps: wanted, iops = GP3_INCLUDED.iops } = volume;
  if (wanted === undefined) return [];
  const problem = (message: string): VolumeProblem[] => [{ field: 'throughputMiBps', message }];
  if (limits === undefined) return problem(`throughputMiBps cannot be set for ${type}`);
  if (wanted < limits.least || wanted > limits.most)
    return problem(`throughputMiBps ${wanted} is not within ${limits.least} to ${limits.most}, which ${type} has`);
  if (wanted <= limits.perIops * iops) return [];
  return problem(
    `throughputMiBps ${wanted} needs iops ${wanted / limits.perIops}: ${type} has one MiB/s for every 4 operations`,
  );
}

/** Memory in MiB that Fargate has for a CPU size: from, to, in steps of. */
interface MemoryRange {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  /** Sizes that the steps don't give. */
  readonly also?: readonly number[];
}

/** CPU units → memory. Source: ECS developer guide, "Task CPU and memory"; checked against cfn-lint's table of 2025. */
const SIZES: Readonly<Record<number, MemoryRange>> = {
  256: { from: 1024, to: 2048, step: 1024, also: [512] },
  512: { from: 1024, to: 4096, step: 1024 },
  1024: { from: 2048, to: 8192, step: 1024 },
  2048: { from: 4096, to: 16_384, step: 1024 },
  4096: { from: 8192, to: 30_720, step: 1024 },
  8192: { from: 16_384, to: 61_440, step: 4096 },
  16384: { from: 32_768, to: 122_880, step: 8192 },
};

/** CPU sizes of Fargate, in ECS units. */
export const FARGATE_CPUS: readonly number[] = Object.keys(SIZES).map(Number);

/** Memory sizes in MiB that go with a CPU size; empty for a CPU that Fargate doesn't have. */
export function fargateMemories(cpu: number): readonly number[] {
  const range = SIZES[cpu];
  if (range === undefined) return [];
  const count = (range.to - range.from) / range.step + 1;
  return [...(range.also ?? []), ...Array.from({ length: count }, (_, i) => range.from + i * range.step)];
}

/** What is wrong with a size and the nearest one that exists; undefined when Fargate has it. */
export function fargateProblem(
  cpu: number,
  memory: number,
): { readonly message: string; readonly cpu?: number; readonly memory?: number } | undefined {
  const memories = fargateMemories(cpu);
  if (memories.includes(memory)) return undefined;
  const start = `spec.runtime: cpu ${cpu} and memory ${memory} is not a Fargate size`;
  if (memories.length === 0)
    return { message: `${start}; cpu must be ${inWords(FARGATE_CPUS)} units`, cpu: nearest(FARGATE_CPUS, cpu) };
  return {
    message: `${start}; with cpu ${cpu} memory must be ${memoryWords(cpu, memories)} MiB`,
    memory: nearest(memories, memory),
  };
}

function memoryWords(cpu: number, memories: readonly number[]): string {
  const range = SIZES[cpu];
  if (range === undefined || memories.length <= 8) return inWords(memories);
  return `${range.from} to ${range.to} in steps of ${range.step}`;
}

function inWords(numbers: readonly number[]): string {
  return `${numbers.slice(0, -1).join(', ')} or ${numbers.at(-1)}`;
}

/** The smallest that is enough, else the largest. */
function nearest(sizes: readonly number[], wanted: number): number {
  return sizes.find((size) => size >= wanted) ?? Math.max(...sizes);
}

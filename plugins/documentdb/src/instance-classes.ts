const GIB = 1024 ** 3;
const MEMORY_OPTIMISED = ['r5', 'r6g', 'r8g'];

interface Size {
  readonly memoryGiB: number;
  readonly connections: number;
}

/** Memory and connections by size of the memory-optimised families. Source: DocumentDB developer guide, "Quotas and limits", instance limits. */
const SIZES: Readonly<Record<string, Size>> = {
  large: { memoryGiB: 16, connections: 3400 },
  xlarge: { memoryGiB: 32, connections: 7000 },
  '2xlarge': { memoryGiB: 64, connections: 14_200 },
  '4xlarge': { memoryGiB: 128, connections: 28_400 },
  '8xlarge': { memoryGiB: 256, connections: 60_000 },
  '12xlarge': { memoryGiB: 384, connections: 60_000 },
  '16xlarge': { memoryGiB: 512, connections: 60_000 },
  '24xlarge': { memoryGiB: 768, connections: 60_000 },
};
const BURSTABLE: Size = { memoryGiB: 4, connections: 1000 };

/** Limits of a class, memory in bytes; undefined for a class that DocumentDB doesn't offer. */
export function limitsOf(instanceClass: string): { readonly memory: number; readonly connections: number } | undefined {
  const [, family = '', size = ''] = instanceClass.split('.');
  const found = /^t(3|4g)$/.test(family) && size === 'medium' ? BURSTABLE : memoryOptimised(family, size);
  return found === undefined ? undefined : { memory: found.memoryGiB * GIB, connections: found.connections };
}

/** Only r5 goes up to 24xlarge. */
function memoryOptimised(family: string, size: string): Size | undefined {
  if (!MEMORY_OPTIMISED.includes(family)) return undefined;
  return size === '24xlarge' && family !== 'r5' ? undefined : SIZES[size];
}

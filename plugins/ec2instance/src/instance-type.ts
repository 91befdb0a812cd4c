export type Architecture = 'arm64' | 'x86_64';

/** Processor of an instance type: families whose generation is followed by a `g` (t4g, m7gd, im4gn) have Graviton. */
export function architectureOf(instanceType: string): Architecture {
  const [family = ''] = instanceType.split('.');
  const after = /^[a-z-]+?\d+([a-z]*)/.exec(family)?.[1] ?? '';
  return family === 'a1' || after.includes('g') ? 'arm64' : 'x86_64';
}

/** Types that are slower once they have used their CPU credits up. */
export function hasCredits(instanceType: string): boolean {
  return /^t\d/.test(instanceType);
}

/** Packages of which a run has one copy, the host's: a plugin takes them as peers. Source: docs/decisions, "One copy". */
export const SHARED_PACKAGES: readonly string[] = [
  'panka',
  '@panka/plugin-common',
  '@pulumi/pulumi',
  '@pulumi/aws',
  '@sinclair/typebox',
  'tsyringe',
];

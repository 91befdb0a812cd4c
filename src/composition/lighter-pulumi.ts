/** Before anything imports Pulumi: loads a third of it. */
export async function lighterPulumi(): Promise<void> {
  const { deferRareModules } = await import('../adapters/pulumi-sdk/defer-rare-modules.js');
  deferRareModules();
}

/** What became of a plugin, and what it brings. */
export function pluginLine(plugin: {
  readonly name: string;
  readonly version: string;
  readonly status: string;
  readonly kinds: readonly string[];
  readonly platforms?: readonly string[];
}): string {
  const { name, version, status, kinds, platforms = [] } = plugin;
  const brought = [...kinds, ...platforms.map((platform) => `platform ${platform}`)];
  return `${name}@${version} ${status}${brought.length > 0 ? `: ${brought.join(', ')}` : ''}`;
}

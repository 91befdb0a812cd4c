import { createRequire } from 'node:module';

/** Version of the @pulumi/aws that is installed: the plugin that its programs ask for. */
export function awsPackageVersion(): string {
  const { version } = createRequire(import.meta.url)('@pulumi/aws/package.json') as { version: string };
  return version;
}

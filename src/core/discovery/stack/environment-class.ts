import type { EnvironmentClass } from '../../../sdk/index.js';

/** The class of an environment by its name, when nothing says otherwise. */
export function classByName(environment: string): EnvironmentClass {
  if (environment.startsWith('prod')) return 'production';
  return environment.startsWith('stag') ? 'staging' : 'development';
}

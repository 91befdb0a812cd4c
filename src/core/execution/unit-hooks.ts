import type { JsonObject, VerifyContext } from '../../sdk/index.js';

/** What the unit's program tells its caller between waves; rejecting `deployed` fails that component and what depends on it. */
export interface UnitHooks {
  waveStarting?(wave: number, addresses: readonly string[]): void;
  componentStarting?(address: string): void;
  /** All resources of the component are done. Not called in previews. */
  deployed?(address: string, result: DeployedComponent): Promise<void>;
  componentFailed?(address: string, error: unknown): void;
  componentSkipped?(address: string, because: string): void;
}

export interface DeployedComponent {
  /** Values of its outputs; a secret one is `{"secret": true}`. */
  readonly outputs: JsonObject;
  readonly resources: VerifyContext['resources'];
}

import { noTarget } from '../core/config/errors.js';
import type { Settings } from '../core/config/settings.js';
import type { TargetIdentity } from '../core/execution/ports.js';
import type { Application } from '../core/model/application.js';

/** Account of the simulated cloud. */
const SANDBOX_ACCOUNT = '000000000000';

/** Shown where only AWS could say which account it is. */
const UNKNOWN_ACCOUNT = 'account of the credentials';

/** Where an application is deployed to, as far as configuration and manifests say it; nothing is asked. */
export class DeploymentPlace {
  constructor(
    private readonly settings: Settings,
    private readonly application?: Application,
  ) {}

  /** Throws NoTarget where none is configured. */
  get target(): TargetIdentity {
    const { value: name } = this.settings.target;
    if (name === undefined) throw noTarget();
    if (name === 'sandbox') return this.simulated;
    return { name: 'aws', region: this.region, account: this.namedAccount ?? UNKNOWN_ACCOUNT };
  }

  get simulated(): TargetIdentity {
    return { name: 'sandbox', region: this.region, account: SANDBOX_ACCOUNT };
  }

  /** The one that was asked for, else that of the environment, else the default. */
  get region(): string {
    const { value, origin } = this.settings.region;
    return String(origin === 'default' ? (this.application?.environment.region ?? value) : value);
  }

  /** Account that configuration or stack name. */
  get namedAccount(): string | undefined {
    const account = this.settings.account.value ?? this.application?.environment.account;
    return account === undefined ? undefined : String(account);
  }

  /** For what is only shown: the one that is named, else the sandbox's. */
  get shownAccount(): string {
    return this.namedAccount ?? SANDBOX_ACCOUNT;
  }
}

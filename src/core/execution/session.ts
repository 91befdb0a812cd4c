import type { Checked } from '../diagnostics/diagnostic.js';
import type { Application } from '../model/application.js';
import type { KindRegistry } from '../registry/kind-registry.js';
import type { StateAddress } from '../state/state-store.js';
import type { Desired } from './desired.js';
import type { EmitEvent } from './events.js';
import type { DeploymentPorts, TargetIdentity } from './ports.js';

/** One command's view of a project: what to discover, and where to deploy. Built by the composition, used by commands. */
export interface Session {
  /** Absolute project folder. */
  readonly folder: string;
  readonly registry: KindRegistry;
  /** As asked for; undefined leaves it to the stack. */
  readonly environment: string | undefined;
  /** Finds, merges and checks the manifests. No engine, no network. */
  discover(): Promise<Checked<Application | undefined>>;
  desire(application: Application): Promise<Desired>;
  /** Throws NoTarget where nothing says where to deploy. */
  target(application?: Application): TargetIdentity;
  ports(request: PortsRequest): Promise<DeploymentPorts>;
  /** Text of a manifest, for code frames. */
  textOf(file: string): string | undefined;
}

export interface PortsRequest {
  readonly application?: Application;
  readonly command: string;
  /** Deployment id, where the caller has given one to its log already. */
  readonly id?: string;
  readonly emit: EmitEvent;
  /** Kinds of what is deployed beyond the application's, for destroy. */
  readonly at: StateAddress;
}

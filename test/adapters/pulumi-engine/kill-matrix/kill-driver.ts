import type { PulumiCli } from '../../../../src/adapters/pulumi-cli/find-pulumi-cli.js';
import { clientsOf } from '../../../servers/clients.js';
import { type StorePlaces, storesAt } from '../../../servers/remote-stores.js';
import type { KillPoint } from './kill-point.js';
import { runUntilKilled } from './run-until-killed.js';
import { StockProject } from './stock-project.js';

/** Argument of this process: `KillDriverRequest` as JSON. It applies, and dies at the point. */
export interface KillDriverRequest {
  readonly folder: string;
  readonly cli: PulumiCli;
  readonly port: number;
  readonly point: KillPoint;
  /** Where state and locks are, if not in the folder. */
  readonly places?: StorePlaces;
}

const { folder, cli, port, point, places } = JSON.parse(process.argv[2] ?? '{}') as KillDriverRequest;
const stores = places && storesAt(clientsOf(places.url), places);
await runUntilKilled(new StockProject({ folder, cli: () => cli, port: () => port, stores }), point);
process.exit(0);

import type { PulumiCli } from '../../../../src/adapters/pulumi-cli/find-pulumi-cli.js';
import type { KillPoint } from './kill-point.js';
import { runUntilKilled } from './run-until-killed.js';
import { StockProject } from './stock-project.js';

/** Argument of this process: `KillDriverRequest` as JSON. It applies, and dies at the point. */
export interface KillDriverRequest {
  readonly folder: string;
  readonly cli: PulumiCli;
  readonly port: number;
  readonly point: KillPoint;
}

const { folder, cli, port, point } = JSON.parse(process.argv[2] ?? '{}') as KillDriverRequest;
await runUntilKilled(new StockProject({ folder, cli: () => cli, port: () => port }), point);
process.exit(0);

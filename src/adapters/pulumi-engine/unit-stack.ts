import type { Stack } from '@pulumi/pulumi/automation/index.js';
import semver from 'semver';
import type { UnitIdentity } from '../../core/engine/deployment-engine.js';
import { ORGANISATION } from '../loopback-backend/organisation.js';
import type { PulumiCli } from '../pulumi-cli/find-pulumi-cli.js';
import type { PulumiProcess } from '../pulumi-cli/pulumi-process.js';

/** By key with its namespace; lists and maps as they are. */
export type ProviderConfig = Readonly<Record<string, string | boolean | readonly unknown[]>>;

export interface UnitStackRequest {
  readonly cli: PulumiCli;
  readonly process: PulumiProcess;
  readonly unit: UnitIdentity;
  /** Empty folder for the project file. */
  readonly workDir: string;
  readonly environment: Record<string, string>;
  readonly config: ProviderConfig;
}

/**
 * The Automation API's stack of one unit. The backend has the stack already and knows its outputs and history, so that the
 * processes by which the API asks for them are saved: three of four.
 */
export async function unitStack({ cli, process, unit, ...request }: UnitStackRequest): Promise<Stack> {
  const { LocalWorkspace, Stack: AutomationStack } = await import('@pulumi/pulumi/automation/index.js');
  const { run } = process;
  const command = { command: process.command, version: semver.parse(cli.version), run: run.bind(process) };
  const workspace = await LocalWorkspace.create({
    pulumiCommand: command,
    workDir: request.workDir,
    envVars: request.environment,
    stackSettings: { [unit.stack]: { config: request.config as Record<string, string> } },
    projectSettings: { name: unit.project, runtime: 'nodejs', main: request.workDir },
  });
  const stack = await AutomationStack.select(`${ORGANISATION}/${unit.project}/${unit.stack}`, served(workspace));
  stack.outputs = async () => ({});
  stack.info = async () => undefined;
  return stack;
}

type Workspace = Parameters<typeof Stack.select>[1];

function served(workspace: Workspace): Workspace {
  workspace.selectStack = async () => {};
  return workspace;
}

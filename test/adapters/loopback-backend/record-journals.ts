import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LocalWorkspace, type Stack } from '@pulumi/pulumi/automation/index.js';
import { LoopbackBackend } from '../../../src/adapters/loopback-backend/loopback-backend.js';
import { serveProvider } from '../../../src/adapters/sandbox-provider-server/serve-provider.js';
import type { DeploymentV3 } from '../../../src/core/engine/deployment-v3.js';
import type { JournalEntry } from '../../../src/core/engine/journal-entry.js';
import { MemoryProvider } from '../embedded-engine/memory-provider.js';
import { base64Sealer } from './base64-sealer.js';
import { CliHome } from './cli-home.js';
import type { Step } from './journal-scenarios.js';
import { masked } from './masked-state.js';
import { MemoryJournal } from './memory-journal.js';

/** What the CLI journalled in one run, and what Pulumi's own file backend holds after the same run. */
export interface RecordedStep {
  readonly title: string;
  readonly entries: readonly JournalEntry[];
  readonly expected: unknown;
}

/** Runs the steps with the stock CLI on the loopback backend and, side by side, on Pulumi's file backend. */
export async function recordJournals(steps: readonly Step[]): Promise<readonly RecordedStep[]> {
  const home = new CliHome();
  const backend = await LoopbackBackend.start({ secrets: base64Sealer });
  const clouds = [await cloudOf(), await cloudOf()] as const;
  try {
    const recorded: RecordedStep[] = [];
    let base: DeploymentV3 | undefined;
    for (const step of steps) {
      const journal = new MemoryJournal();
      const service = backend.serve({ unit: { project: 'shop', stack: 'test' }, base, journal });
      const ours = await home.stack(backend, {
        name: 'test',
        program: step.program ?? nothing,
        environment: clouds[0].environment,
        terse: true,
      });
      const theirs = await onFiles(home, step, clouds[1].environment);
      await perform(ours, step, clouds[0].provider);
      await perform(theirs, step, clouds[1].provider);
      base = JSON.parse(JSON.stringify(service.deployment())) as DeploymentV3;
      service.close();
      const { deployment } = await theirs.exportStack();
      recorded.push({ title: step.title, entries: journal.entries, expected: masked(deployment as DeploymentV3) });
    }
    return recorded;
  } finally {
    await backend.close();
    await Promise.all(clouds.map(({ close }) => close()));
    home.remove();
  }
}

async function cloudOf() {
  const provider = new MemoryProvider();
  const served = await serveProvider(provider);
  return { provider, close: served.close, environment: { PULUMI_DEBUG_PROVIDERS: `aws:${served.port}` } };
}

function onFiles(home: CliHome, step: Step, environment: Record<string, string>): Promise<Stack> {
  const folder = join(home.folder, 'files');
  const workDir = join(home.folder, 'files-project');
  mkdirSync(folder, { recursive: true });
  mkdirSync(workDir, { recursive: true });
  const envVars = { ...environment, PULUMI_BACKEND_URL: `file://${folder}`, PULUMI_CONFIG_PASSPHRASE: 'x' };
  return LocalWorkspace.createOrSelectStack(
    { stackName: 'organization/shop/test', projectName: 'shop', program: step.program ?? nothing },
    { workDir, envVars, pulumiHome: join(home.folder, 'home') },
  );
}

async function perform(stack: Stack, { verb, options, fails, drift, title }: Step, provider: MemoryProvider) {
  drift?.(provider);
  provider.fault = (call) => {
    if (call === fails) throw new Error('AccessDenied: no');
  };
  const failed = await stack[verb](options).then(
    () => undefined,
    (error: Error) => error,
  );
  if ((failed === undefined) !== (fails === undefined))
    throw new Error(`"${title}" ended otherwise: ${failed?.message}`);
}

async function nothing(): Promise<Record<string, unknown>> {
  return {};
}

import { backendRequestOf } from '../adapters/backend-setup/backend-request-of.js';
import { readSettings } from '../adapters/config-files/read-settings.js';
import { initIncomplete } from '../core/backend/errors.js';
import { lookAtSetup } from '../core/backend/run-setup.js';
import type { StepReport } from '../core/backend/setup-step.js';
import { backendSettings } from './backend-flags.js';
import { PankaCommand } from './base-command.js';
import { askInit, checkRegion, type InitAnswers } from './init-answers.js';
import { setupSummary, setupView } from './setup-view.js';

export interface InitFlags {
  readonly target?: 'aws' | 'sandbox';
  readonly region?: string;
  readonly bucket?: string;
  readonly table?: string;
  readonly profile?: string;
  readonly prefix?: string;
  readonly 'kms-key'?: string;
  readonly yes?: boolean;
}

/** Finds out where state and locks are to be, and looks whether they are. */
export abstract class InitCommand extends PankaCommand {
  /** From flags; what they leave open is asked on a terminal, and taken from the configuration elsewhere. */
  protected async answers(flags: InitFlags): Promise<InitAnswers> {
    const settings = readSettings(process.cwd(), backendSettings({ ...flags }));
    const { target, region, bucket, table, profile, prefix } = flags;
    const given = { target, region, bucket, table, profile, prefix, kmsKey: flags['kms-key'] };
    const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    if (flags.yes !== true && this.mayAsk) return askInit(known, settings);
    const text = (name: keyof typeof settings) => settings[name]?.value as string | undefined;
    const answers: Partial<InitAnswers> = {
      target: (text('target') as InitAnswers['target'] | undefined) ?? (bucket === undefined ? undefined : 'aws'),
      region: text('state.region') ?? text('region'),
      bucket: text('state.bucket'),
      table: text('locks.table'),
      ...known,
    };
    return complete(answers);
  }

  /** Looks at bucket and table as they are; makes nothing. */
  protected async checkBackend(answers: InitAnswers): Promise<readonly StepReport[]> {
    const { region, bucket, table, profile, prefix } = answers;
    const flags = { region, bucket, table, profile, prefix, 'kms-key': answers.kmsKey };
    const settings = readSettings(process.cwd(), backendSettings(flags));
    const { backendSetup } = await import('../adapters/backend-setup/backend-setup.js');
    const { steps, close } = await backendSetup(backendRequestOf(settings, this.config.version));
    try {
      return await lookAtSetup(steps);
    } finally {
      await close();
    }
  }

  protected conclude(file: string, { target, bucket, table }: InitAnswers, pieces: readonly StepReport[]): void {
    if (pieces.length > 0) this.log(`${setupView(pieces, this.out)}\n\n${setupSummary(pieces)}\n`);
    this.log(`Written to ${file}.`);
    const open = pieces.some(({ status }) => status !== 'there');
    const next = open ? `panka backend create --bucket ${bucket} --table ${table}` : 'panka apply';
    this.log(`Next: ${target === 'sandbox' ? 'panka apply' : next}`);
  }
}

function complete(answers: Partial<InitAnswers>): InitAnswers {
  const { target, region, bucket, table } = answers;
  if (target === 'sandbox') return { target };
  const missing = [
    ...(target === undefined ? ['--target'] : []),
    ...(bucket === undefined ? ['--bucket'] : []),
    ...(table === undefined ? ['--table'] : []),
    ...(region === undefined ? ['--region'] : []),
  ];
  if (missing.length > 0) throw initIncomplete(missing);
  const wrong = checkRegion(region ?? '');
  if (wrong !== undefined) throw initIncomplete([`--region (${wrong})`]);
  return { ...answers, target: 'aws' };
}

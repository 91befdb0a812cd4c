import { Flags } from '@oclif/core';
import { writeUserConfig } from '../adapters/config-files/write-user-config.js';
import { backendFlags } from '../ui/backend-flags.js';
import type { InitAnswers } from '../ui/init-answers.js';
import { InitCommand } from '../ui/init-command.js';

export default class Init extends InitCommand {
  static override summary =
    'Say once where your team keeps its state and locks; each answer is checked against the account';
  static override description =
    'Writes ~/.panka/config.yaml, readable for you only. What is set there otherwise stays. Asks on a terminal; elsewhere the flags say it.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --target sandbox',
    '<%= config.bin %> <%= command.id %> --region eu-west-1 --bucket company-panka-state --table company-panka-locks --profile deploy',
  ];
  static override flags = {
    ...backendFlags,
    target: Flags.option({ options: ['aws', 'sandbox'] as const, description: 'Where stacks are deployed' })(),
    check: Flags.boolean({ allowNo: true, default: true, description: 'Check the answers against the account' }),
    yes: Flags.boolean({ char: 'y', description: 'Ask nothing: take flags and what is configured' }),
  };

  async run() {
    const { flags } = await this.parse(Init);
    const answers = await this.answers(flags);
    const pieces = answers.target === 'aws' && flags.check ? await this.checkBackend(answers) : [];
    const file = writeUserConfig(settingsOf(answers));
    this.conclude(file, answers, pieces);
    return { file, ...answers, pieces };
  }
}

/** Answers as settings. A sandbox keeps its state beside the project. */
function settingsOf(answers: InitAnswers): Record<string, string | undefined> {
  const { target, region, bucket, table, profile, prefix, kmsKey } = answers;
  if (target === 'sandbox') return { target };
  return {
    target,
    region,
    'state.backend': 's3',
    'state.bucket': bucket,
    'state.prefix': prefix,
    'state.region': region,
    'state.kmsKey': kmsKey,
    'locks.table': table,
    'aws.profile': profile,
  };
}

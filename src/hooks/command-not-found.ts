import type { Hook } from '@oclif/core';
import { didYouMean } from '../core/diagnostics/did-you-mean.js';
import { EXIT } from '../core/diagnostics/panka-error.js';

/** What was typed is no command: said as every other wrong input is, with the nearest command; never asked about. */
const hook: Hook.CommandNotFound = async function ({ id, argv = [], config }) {
  const typed = id.replaceAll(':', ' ');
  const names = config.commandIDs.map((one) => one.replaceAll(':', ' '));
  const similar = didYouMean(typed, names);
  const suggestions = [...(similar === undefined ? [] : [`panka ${similar}`]), 'panka --help'];
  const message = `there is no command "${typed}"`;
  if (argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ error: { code: 'UnknownCommand', message, suggestions } }, null, 2)}\n`);
  } else {
    process.stderr.write(`error UnknownCommand: ${message}\n${suggestions.map((s) => `  try: ${s}\n`).join('')}`);
  }
  this.exit(EXIT.input);
};
export default hook;

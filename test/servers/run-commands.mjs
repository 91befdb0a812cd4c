// Runs several commands of the built CLI in one process, which saves most of the start-up of each. Arguments: a JSON list of
// command lines. Prints one JSON line for each: its exit code, and what it threw.

import { fileURLToPath } from 'node:url';
import { Config } from '@oclif/core';

const config = await Config.load(fileURLToPath(new URL('../../', import.meta.url)));
for (const [id, ...args] of JSON.parse(process.argv[2])) {
  process.exitCode = 0;
  const error = await config.runCommand(id, args).then(
    () => undefined,
    (thrown) => String(thrown),
  );
  process.stderr.write(`\n##${JSON.stringify({ id, code: process.exitCode ?? 0, error })}\n`);
}
process.exitCode = 0;

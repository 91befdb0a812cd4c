#!/usr/bin/env node
import { answerAtOnce, ignoreClosedPipes, root, setDataFolder, withoutPlugins } from './start.js';

ignoreClosedPipes();
setDataFolder(process.env);
if (!answerAtOnce(process.argv.slice(2))) {
  const { execute } = await import('@oclif/core');
  await execute({ loadOptions: { root, userPlugins: !withoutPlugins(process.env) } });
}

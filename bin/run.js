#!/usr/bin/env node
import { answerVersion, ignoreClosedPipes, root, setDataFolder, withoutPlugins } from './start.js';

ignoreClosedPipes();
if (!answerVersion(process.argv.slice(2))) {
  setDataFolder(process.env);
  const { execute } = await import('@oclif/core');
  await execute({ loadOptions: { root, userPlugins: !withoutPlugins(process.env) } });
}

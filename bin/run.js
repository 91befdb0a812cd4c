#!/usr/bin/env node
import { answerAtOnce, hasInstalledPlugins, ignoreClosedPipes, root, setDataFolder, withoutPlugins } from './start.js';

ignoreClosedPipes();
setDataFolder(process.env);
if (!answerAtOnce(process.argv.slice(2))) {
  const { startOclif } = await import('../dist/adapters/oclif-plugins/start-oclif.js');
  await startOclif({ root, userPlugins: !withoutPlugins(process.env) && hasInstalledPlugins() });
}

#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { answerAtOnce, hasInstalledPlugins, ignoreClosedPipes, root, setDataFolder, withoutPlugins } from './start.js';

// Machine code without optimisation, at once: a tenth less for programs that end within seconds. Node 22 does it by itself.
setFlagsFromString('--sparkplug');
ignoreClosedPipes();
setDataFolder(process.env);
if (!answerAtOnce(process.argv.slice(2))) {
  const { startOclif } = await import('../dist/adapters/oclif-plugins/start-oclif.js');
  await startOclif({ root, userPlugins: !withoutPlugins(process.env) && hasInstalledPlugins() });
}

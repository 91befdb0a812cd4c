#!/usr/bin/env node
import module from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { answerAtOnce, hasInstalledPlugins, ignoreClosedPipes, root, setDataFolder, withoutPlugins } from './start.js';

// Machine code without optimisation, at once: a tenth less for programs that end within seconds. Node 22 does it by itself.
setFlagsFromString('--sparkplug');
ignoreClosedPipes();
setDataFolder(process.env);
if (!answerAtOnce(process.argv.slice(2))) {
  // Node 22 and later can keep what they have compiled: a seventh of a short command.
  if (module.enableCompileCache !== undefined) {
    const { compileCacheFolder } = await import('../dist/adapters/manifest-files/cache-folder.js');
    const folder = compileCacheFolder();
    if (folder !== undefined) module.enableCompileCache(folder);
  }
  const { startOclif } = await import('../dist/adapters/oclif-plugins/start-oclif.js');
  await startOclif({ root, userPlugins: !withoutPlugins(process.env) && hasInstalledPlugins() });
}

import type { Hook } from '@oclif/core';

const READ_ONLY = ['plugins:inspect'];

/** Before a command that changes plugins: npm's settings and the links to the host's packages are there. */
const prerun: Hook.Prerun = async function ({ Command, config }) {
  if (!Command.id.startsWith('plugins:') || READ_ONLY.includes(Command.id)) return;
  const { preparePluginFolder } = await import('../adapters/oclif-plugins/prepare-plugin-folder.js');
  await preparePluginFolder(config).catch((error: Error) => this.error(error, { exit: 1 }));
};

export default prerun;

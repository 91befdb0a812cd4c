// Start-up against `node -e 0` in the same run. usage: node bench/start-up.mjs
import { inTurn, panka, row } from './measure.mjs';

const [node, version, help] = inTurn(
  [
    ['-e', '0'],
    [...panka, '--version'],
    [...panka, '--help'],
  ],
  11,
);
row('what', 'seconds', '× node -e 0', 'main thread', 'at most');
row('---', '---', '---', '---', '---');
row('node -e 0', node.seconds, 1, node.cpu, '');
row('panka --version', version.seconds, version.seconds / node.seconds, version.cpu, '1.5');
row('panka --help', help.seconds, help.seconds / node.seconds, help.cpu, '2.5');

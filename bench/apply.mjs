// `apply` of simulated resources, five a queue, and how much of it is there for a single queue already.
// usage: node bench/apply.mjs [RESOURCES,RESOURCES,… [RUNS]]   default 1000,2000,5000 and 3
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { generate, inTurn, panka, row, work } from './measure.mjs';

const [given = '1000,2000,5000', runs = '3'] = process.argv.slice(2);
const sizes = given.split(',').map(Number);
const stack = (n) => join(work, `queues-${n}`);
const apply = (n) => {
  generate(stack(n), n / 5, 'queues');
  return {
    args: [...panka, 'apply', '-C', stack(n), '--sandbox', '--yes', '--json'],
    before: () => rmSync(join(stack(n), '.panka'), { recursive: true, force: true }),
  };
};
const [start, ...applied] = inTurn([5, ...sizes].map(apply), Number(runs));
row('resources', 'seconds', 'beyond start-up', 'main thread', 'beyond start-up', 'ms a resource', 'MiB', 'at most');
row('---', '---', '---', '---', '---', '---', '---', '---');
row('5 (start-up)', start.seconds, '', start.cpu, '', '', start.mib, '');
sizes.forEach((n, i) => {
  const { seconds, cpu, mib } = applied[i];
  const [beyond, beyondCpu] = [seconds - start.seconds, cpu - start.cpu];
  const atMost = n === 1000 ? '2 s beyond start-up' : 'linear';
  row(String(n), seconds, beyond, cpu, beyondCpu, (beyondCpu / n) * 1000, mib, atMost);
});

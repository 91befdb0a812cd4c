// `validate` of generated stacks, cold and warm, and `plan` of an unchanged stack. usage: node bench/validate.mjs
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { generate, inTurn, once, panka, row, work } from './measure.mjs';

const small = join(work, 'small');
const large = join(work, 'large');
generate(small, 1000);
generate(large, 10_000);
const cold = () => rmSync(join(work, 'cache'), { recursive: true, force: true });
const validate = (folder) => [...panka, 'validate', '-C', folder, '--json'];

const [node, cold1, cold10] = inTurn(
  [['-e', '0'], { args: validate(small), before: cold }, { args: validate(large), before: cold }],
  5,
);
once(validate(small));
once(validate(large));
const [warm1, warm10] = inTurn([validate(small), validate(large)], 5);
row('what', 'seconds', '× node -e 0', 'main thread', 'MiB', 'at most');
row('---', '---', '---', '---', '---', '---');
const line = (what, measured, atMost) =>
  row(what, measured.seconds, measured.seconds / node.seconds, measured.cpu, measured.mib, atMost);
line('node -e 0', node, '');
line('validate 1,000, cold', cold1, '0.6 s, 300 MiB');
line('validate 10,000, cold', cold10, '3 s, 300 MiB');
line('validate 1,000, warm', warm1, '0.35 s');
line('validate 10,000, warm', warm10, '1.2 s');

once([...panka, 'apply', '-C', small, '--sandbox', '--yes', '--json']);
const [checked, planned] = inTurn([validate(small), [...panka, 'plan', '-C', small, '--sandbox', '--json']], 5);
line('plan 1,000, unchanged', planned, '');
row('… × validate', planned.seconds / checked.seconds, '', planned.cpu / checked.cpu, '', '1.5');

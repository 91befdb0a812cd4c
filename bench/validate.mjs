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
row('what', 'seconds', '× node -e 0', 'MiB', 'at most');
row('---', '---', '---', '---', '---');
row('node -e 0', node.seconds, 1, node.mib, '');
row('validate 1,000, cold', cold1.seconds, cold1.seconds / node.seconds, cold1.mib, '0.6 s, 300 MiB');
row('validate 10,000, cold', cold10.seconds, cold10.seconds / node.seconds, cold10.mib, '3 s, 300 MiB');
row('validate 1,000, warm', warm1.seconds, warm1.seconds / node.seconds, warm1.mib, '0.35 s');
row('validate 10,000, warm', warm10.seconds, warm10.seconds / node.seconds, warm10.mib, '1.2 s');

once([...panka, 'apply', '-C', small, '--sandbox', '--yes', '--json']);
const [checked, planned] = inTurn([validate(small), [...panka, 'plan', '-C', small, '--sandbox', '--json']], 5);
row('plan 1,000, unchanged', planned.seconds, planned.seconds / node.seconds, planned.mib, '');
row('… × validate', planned.seconds / checked.seconds, '', '', '1.5');

import type { AccessLevel } from 'panka/sdk';

const READ = ['events:DescribeEventBus'];
const READ_RULES = ['events:DescribeRule', 'events:ListTargetsByRule'];
const WRITE = ['events:PutEvents'];
const ADMIN_RULES = [
  ...READ_RULES,
  'events:DeleteRule',
  'events:DisableRule',
  'events:EnableRule',
  'events:PutRule',
  'events:PutTargets',
  'events:RemoveTargets',
];

/** IAM actions by level: on the bus, and on its rules. `write` does not include `read`: who puts events need not see rules. */
export const BUS_ACTIONS: Readonly<Record<AccessLevel, { bus: readonly string[]; rules: readonly string[] }>> = {
  connect: { bus: [], rules: [] },
  read: { bus: READ, rules: READ_RULES },
  write: { bus: WRITE, rules: [] },
  admin: { bus: [...READ, ...WRITE], rules: ADMIN_RULES },
};

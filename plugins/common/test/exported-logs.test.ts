import { expect } from 'chai';
import type { ComponentOf, LogGroups, TranslateContext } from 'panka/sdk';
import { declareExportedLogs } from '../src/exported-logs.js';

describe('logs that a database exports', () => {
  it('have a log group each, under the name that the service writes to', () => {
    const asked: unknown[] = [];
    const groups = {
      declare: (_component: unknown, _context: unknown, wanted: unknown) => {
        asked.push(wanted);
        return { ready: asked.length };
      },
    } as unknown as LogGroups;
    const component = { address: 'api/db' } as unknown as ComponentOf<unknown>;
    const folder = '/aws/rds/instance/db-1';
    const ready = declareExportedLogs(groups, {} as TranslateContext, {
      ...{ component, folder, logs: ['error', 'slowquery'] },
      prefix: 'replica-1-',
    });
    expect(asked).to.deep.equal([
      { name: '/aws/rds/instance/db-1/error', part: 'replica-1-log-group-error' },
      { name: '/aws/rds/instance/db-1/slowquery', part: 'replica-1-log-group-slowquery' },
    ]);
    expect(ready).to.deep.equal([1, 2]);
  });
});

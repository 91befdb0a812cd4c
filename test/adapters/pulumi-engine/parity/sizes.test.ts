import * as pulumi from '@pulumi/pulumi';
import type { UnitProgram } from '../../../../src/core/engine/deployment-engine.js';
import { withStockCli } from '../../../helpers/with-stock-cli.js';
import { Group, Thing } from '../../embedded-engine/thing.js';
import { BothEngines } from './both-engines.js';

/** Things in groups of ten, each using the one before it; of each group the last one can be replaced. */
function things(count: number, { size = 1, fixed = 1 } = {}): UnitProgram {
  return async () => {
    let group: Group | undefined;
    let before: Thing | undefined;
    for (let at = 0; at < count; at += 1) {
      const first = at % 10 === 0;
      if (first) group = new Group(`group-${at / 10}`);
      const args = {
        size: at % 7 === 0 ? size : 1,
        ...(before && !first && { of: before.arn }),
        ...(at % 10 === 9 && { fixed }),
        ...(first && { password: pulumi.secret(`hush-${at}`) }),
      };
      before = new Thing(`thing-${at}`, args, { parent: group, protect: at === 3 });
    }
    return { last: before?.arn };
  };
}

withStockCli((cli) => {
  describe('the stock CLI and the embedded engine, with few resources and many', () => {
    const engines = new BothEngines(cli);
    afterEach(() => engines.close());

    for (const count of [5, 50, 500])
      it(`do the same: ${count}`, async function () {
        this.timeout(60_000 + count * 500);
        const fewer = Math.ceil(count * 0.8);
        await engines.take([
          { verb: 'preview', program: things(count) },
          { verb: 'up', program: things(count) },
          { verb: 'up', program: things(count) },
          { verb: 'preview', program: things(count, { size: 2, fixed: 2 }) },
          { verb: 'up', program: things(count, { size: 2, fixed: 2 }), refused: 'update thing-0' },
          { verb: 'up', program: things(count, { size: 2, fixed: 2 }) },
          { verb: 'up', program: things(fewer, { size: 2, fixed: 2 }) },
          { verb: 'refresh', before: ({ provider }) => void provider.cloud.delete('thing-1-1') },
          { verb: 'up', program: things(fewer, { size: 2, fixed: 2 }) },
          { verb: 'destroy' },
        ]);
      });
  });
});

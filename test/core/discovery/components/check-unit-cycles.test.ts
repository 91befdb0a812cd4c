import { expect } from 'chai';
import type { JsonObject } from '../../../../src/sdk/index.js';
import { queue, shop, UnitProject, worker } from '../../execution/unit-project.js';

describe('a circle of units', () => {
  const project = new UnitProject();
  after(() => project.remove());
  const problemOf = (documents: readonly JsonObject[]) =>
    project.desire(documents).then(
      () => 'none',
      (error: Error) => error.message,
    );
  const around = [
    queue('a/one'),
    worker('b/two', { FIRST: 'a/one' }),
    queue('b/three'),
    worker('a/four', { SECOND: 'b/three' }),
  ];

  it('is an error that names the references that make it, with their places', async () => {
    const message = await problemOf(shop('service', ...around));
    expect(message).to.match(/^UnitCycle: with lockGranularity "service" units of deployment need each other/);
    expect(message).to.match(
      /a\/four → b\/three \(valueFrom, 4\.yaml:\d+\); b\/two → a\/one \(valueFrom, 2\.yaml:\d+\)/,
    );
  });

  it('is none where the units are smaller or there is only one', async () => {
    expect(await problemOf(shop('component', ...around))).to.equal('none');
    expect(await problemOf(shop('stack', ...around))).to.equal('none');
  });
});

// Mocha's spec report, then every skipped test by name, then one line with the counts.
const Mocha = require('mocha');

const { EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } = Mocha.Runner.constants;

module.exports = class Report extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const counts = { passed: 0, failed: 0 };
    const skipped = [];
    runner.on(EVENT_TEST_PASS, () => counts.passed++);
    runner.on(EVENT_TEST_FAIL, () => counts.failed++);
    runner.on(EVENT_TEST_PENDING, (test) => skipped.push(test.fullTitle()));
    // A file that cannot be loaded is told after the end of a parallel run.
    process.once('exit', () => {
      for (const title of skipped) console.log(`skipped: ${title}`);
      console.log(`${counts.passed} passed, ${counts.failed} failed, ${skipped.length} skipped`);
    });
  }
};

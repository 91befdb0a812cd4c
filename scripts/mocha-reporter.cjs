// Mocha's spec report, then every skipped and every failed test by name, then one line with the counts.
const Mocha = require('mocha');

const { EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } = Mocha.Runner.constants;

const firstLine = (error) => String(error?.message ?? error).split('\n', 1)[0];

module.exports = class Report extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    let passed = 0;
    const failed = [];
    const skipped = [];
    runner.on(EVENT_TEST_PASS, () => passed++);
    runner.on(EVENT_TEST_FAIL, (test, error) => failed.push(`${test.fullTitle()}: ${firstLine(error)}`));
    runner.on(EVENT_TEST_PENDING, (test) => skipped.push(test.fullTitle()));
    // A file that cannot be loaded is told after the end of a parallel run.
    process.once('exit', () => {
      for (const title of skipped) console.log(`skipped: ${title}`);
      for (const why of failed) console.log(`failed: ${why}`);
      console.log(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
    });
  }
};

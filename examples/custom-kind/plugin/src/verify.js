// @ts-check
/** @import { ComponentOf, Verification, VerifyContext } from 'panka/sdk' */
/** @import { FlagsSpec } from './schema.js' */

/** Flags can be read as soon as the table of overrides is active. */
export default class FeatureFlagsVerifier {
  limitSeconds = () => 120;

  /**
   * @param {ComponentOf<FlagsSpec>} component
   * @param {VerifyContext} context
   * @returns {Promise<Verification>}
   */
  async check(component, context) {
    const name = `dynamodb:DescribeTable ${component.address}`;
    try {
      const answer = await context.aws.call('dynamodb:DescribeTable', {
        TableName: String(context.outputs.overridesTable),
      });
      const status = /** @type {{Table: {TableStatus: string}}} */ (answer).Table.TableStatus;
      if (status === 'ACTIVE') return { status: 'healthy', checks: [{ name, ok: true }] };
      return { status: 'pending', checks: [{ name, ok: false, detail: `table is ${status}` }] };
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return { status: 'pending', checks: [{ name, ok: false, detail }] };
    }
  }
}

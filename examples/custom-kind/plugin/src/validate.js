// @ts-check
/** @import { ComponentOf, Finding } from 'panka/sdk' */
/** @import { FlagsSpec } from './schema.js' */

/**
 * Two flags of one name: the schema cannot say that.
 * @param {ComponentOf<FlagsSpec>} component
 * @returns {Finding[]}
 */
export function validate({ spec }) {
  return spec.flags.flatMap(({ name }, index) =>
    spec.flags.findIndex((other) => other.name === name) === index
      ? []
      : [
          {
            code: 'PANKA-ACME-001',
            severity: 'error',
            path: `/flags/${index}/name`,
            message: `flag "${name}" is defined twice`,
            suggestion: 'give every flag a name of its own',
          },
        ],
  );
}

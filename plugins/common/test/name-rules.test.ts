import { NAME_RULES } from '@panka/plugin-common';
import { expect } from 'chai';
import type { NameRule } from 'panka/sdk';

describe('name rules', () => {
  for (const [kind, rule] of Object.entries<NameRule>(NAME_RULES))
    it(`of ${kind} leave room for a readable part and let letters, digits and hyphens be`, () => {
      // The shortest are target groups: 32 characters, of which the hash takes 7.
      expect(rule.max).to.be.within(32, 512);
      expect('shop-dev-api-1').to.match(new RegExp(`^[${rule.alphabet ?? 'a-z0-9-'}]+$`));
      expect(rule.forbiddenStart?.every((start) => start === start.toLowerCase()) ?? true).to.equal(true);
    });
});

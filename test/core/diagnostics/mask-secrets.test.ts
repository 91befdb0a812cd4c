import { expect } from 'chai';
import { maskSecrets } from '../../../src/core/diagnostics/mask-secrets.js';

describe('maskSecrets', () => {
  it('leaves what is no secret as it is', () => {
    const lines = [
      'image: shop/web:1.2',
      '- {name: LOG_LEVEL, value: info}',
      'secretRef: prod/db/password',
      'passwordSecret: {ref: prod/db}',
      'tokenUrl: https://example.com',
      '',
      '# password: x y',
      'key: "a: b"',
      'password: ${DB_PASSWORD}',
    ];
    expect(maskSecrets(lines).filter((line, index) => line !== lines[index])).to.deep.equal(['# password: •••']);
  });

  it('keeps lengths, so that markers still point where they should', () => {
    const lines = ['  password: "a b, c"  # why', 'db: {password: x, port: 1}'];
    expect(maskSecrets(lines)).to.deep.equal(['  password: ••••••••  # why', 'db: {password: •, port: 1}']);
  });
});

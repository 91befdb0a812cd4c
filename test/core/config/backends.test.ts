import { expect } from 'chai';
import { backendsOf, neededSetting } from '../../../src/core/config/backends.js';
import { resolveSettings } from '../../../src/core/config/resolve-settings.js';
import { failureOf } from '../../helpers/failure-of.js';

const LAYERS = ['flags', 'environment', 'project', 'user'] as const;

function settingsFrom(given: Partial<Record<(typeof LAYERS)[number], Record<string, unknown>>>) {
  return resolveSettings(LAYERS.map((layer) => ({ origin: () => layer, values: given[layer] ?? {} })));
}

describe('where state and locks are kept', () => {
  const remote = { 'state.backend': 's3' };
  const cases = [
    ['on this machine by default', {}, 'local', 'local'],
    ['in S3 and DynamoDB where state.backend is s3', { project: { target: 'aws', ...remote } }, 's3', 'dynamodb'],
    [
      'in S3 with local locks where that is asked for',
      { project: { ...remote, 'locks.backend': 'local' } },
      's3',
      'local',
    ],
    [
      'on this machine with --sandbox, whatever the files say',
      { flags: { target: 'sandbox' }, project: remote },
      'local',
      'local',
    ],
    [
      'on this machine when the project is a sandbox and the user has a team bucket',
      { project: { target: 'sandbox' }, user: remote },
      'local',
      'local',
    ],
    [
      'in S3 when the file that chose the sandbox says so',
      { project: { target: 'sandbox', ...remote } },
      's3',
      'dynamodb',
    ],
    [
      'in S3 when a variable says so, also with --sandbox',
      { flags: { target: 'sandbox' }, environment: remote },
      's3',
      'dynamodb',
    ],
  ] as const;
  for (const [title, given, state, locks] of cases)
    it(title, () => expect(backendsOf(settingsFrom(given))).to.deep.equal({ state, locks }));

  it('cannot do without a bucket', async () => {
    const settings = settingsFrom({ project: remote });
    const failure = await failureOf(async () => neededSetting(settings, 'state.bucket', 'state.backend is s3'));
    expect(failure.code).to.equal('SettingNeeded');
    expect(failure.exitCode).to.equal(3);
    expect(failure.suggestions.join()).to.include('PANKA_STATE_BUCKET');
  });
});

import type { Policy } from '../policy.js';
import { about, input, ofTypes } from '../resource-inputs.js';

export const instanceMetadata: Policy = {
  id: 'PANKA-SEC-001',
  title: 'instances answer metadata requests with a session token only (IMDSv2)',
  severity: { development: 'error', production: 'error' },
  checkResources: (resources) =>
    ofTypes(resources, 'aws:ec2/instance:Instance', 'aws:ec2/launchTemplate:LaunchTemplate')
      .filter((one) => input(one, '/metadataOptions/httpTokens') !== 'required' && !input(one, '/launchTemplate'))
      .map((one) => about(one, 'it answers metadata requests without a token')),
};

import type { PolicyStatement } from 'panka/sdk';

/** The statement of a resource's policy that refuses what comes without TLS, from everyone. */
export function denyPlainText(action: string, resource: PolicyStatement['Resource']): PolicyStatement {
  return {
    Sid: 'DenyPlainText',
    Effect: 'Deny',
    Principal: '*',
    Action: [action],
    Resource: resource,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

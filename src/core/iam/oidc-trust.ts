import type { PolicyDocument } from './deployment-policy.js';

export const OIDC_PROVIDERS = ['github', 'gitlab'] as const;
export type OidcProvider = (typeof OIDC_PROVIDERS)[number];

/** A pipeline that may deploy. */
export interface OidcSubject {
  readonly provider: OidcProvider;
  /** `owner/name` at GitHub, `group/project` at GitLab. */
  readonly repository: string;
  /** Only from this branch; else from every ref. */
  readonly branch?: string;
  /** GitHub: only jobs of this deployment environment. */
  readonly environment?: string;
  /** Of a GitLab of one's own: `gitlab.example.com`. */
  readonly host?: string;
}

export interface OidcTrust {
  /** Address of the identity provider that IAM has to know. */
  readonly issuer: string;
  readonly audience: string;
  readonly document: Omit<PolicyDocument, 'Statement'> & { readonly Statement: readonly unknown[] };
}

/**
 * The trust policy of a role that a pipeline assumes by its OIDC token, without stored keys. Sources: GitHub, "Configuring
 * OpenID Connect in Amazon Web Services"; GitLab, "Configure OpenID Connect in AWS".
 */
export function oidcTrust(subject: OidcSubject, account: string, partition = 'aws'): OidcTrust {
  const host = subject.provider === 'github' ? 'token.actions.githubusercontent.com' : (subject.host ?? 'gitlab.com');
  const audience = subject.provider === 'github' ? 'sts.amazonaws.com' : `https://${host}`;
  const claim = subjectClaim(subject);
  return {
    issuer: `https://${host}`,
    audience,
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: `arn:${partition}:iam::${account}:oidc-provider/${host}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { [`${host}:aud`]: audience },
            [claim.includes('*') ? 'StringLike' : 'StringEqualsIgnoreCase']: { [`${host}:sub`]: claim },
          },
        },
      ],
    },
  };
}

function subjectClaim({ provider, repository, branch, environment }: OidcSubject): string {
  if (provider === 'gitlab')
    return `project_path:${repository}:ref_type:${branch === undefined ? '*' : `branch:ref:${branch}`}`;
  if (environment !== undefined) return `repo:${repository}:environment:${environment}`;
  return branch === undefined ? `repo:${repository}:*` : `repo:${repository}:ref:refs/heads/${branch}`;
}

/** What it takes to talk to a cluster. */
export interface ClusterAccess {
  readonly name: string;
  readonly region: string;
  readonly endpoint: string;
  /** Certificate of the cluster's authority, base64. */
  readonly certificate: string;
}

/**
 * Access to a cluster without a secret in it: every call asks the AWS CLI for a token of the credentials that deploy. The file's
 * text becomes part of the state.
 */
export function kubeconfig({ name, region, endpoint, certificate }: ClusterAccess): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server: endpoint, 'certificate-authority-data': certificate } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
    users: [
      {
        name,
        user: {
          exec: {
            apiVersion: 'client.authentication.k8s.io/v1beta1',
            command: 'aws',
            args: ['eks', 'get-token', '--cluster-name', name, '--region', region, '--output', 'json'],
            interactiveMode: 'Never',
          },
        },
      },
    ],
  });
}

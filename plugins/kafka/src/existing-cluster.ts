import type { SecretReference, TranslateContext, Translation } from 'panka/sdk';
import { clientProtocol } from './cluster.js';
import type { Foundation } from './foundation.js';
import { emptySecret } from './trust.js';

type Around = Pick<Foundation, 'component' | 'names' | 'tags' | 'key' | 'secrets'>;

/** A cluster that Panka did not make: its addresses, its secrets, and the ports of its group. Only a secret for the password is made where none is named. */
export function existingCluster(at: Around, context: TranslateContext): Translation {
  const { cluster } = at.component.spec;
  if (cluster === undefined) throw new Error('spec.cluster is missing');
  const { bootstrapServers, auth, tls, securityGroupId } = cluster;
  const { protocol, mechanism } = clientProtocol(auth, tls);
  const [username, password] = credentialsOf(at, context);
  const authority = cluster.caCertificateSecret;
  const certificate = authority === undefined ? undefined : at.secrets.resolve(authority.ref, 'certificate');
  return {
    outputs: {
      bootstrapServers,
      ...(password === undefined ? {} : { secretArn: password.arn }),
      ...(certificate === undefined ? {} : { caCertificateSecretArn: certificate.arn }),
      ...(securityGroupId === undefined ? {} : { securityGroupId }),
    },
    provides: {
      ...(securityGroupId === undefined ? {} : { network: { securityGroupId, ports: portsOf(bootstrapServers) } }),
      variables: () => ({
        BOOTSTRAP_SERVERS: bootstrapServers,
        SECURITY_PROTOCOL: protocol,
        ...(mechanism === undefined ? {} : { SASL_MECHANISM: mechanism }),
      }),
      secrets: {
        ...(username === undefined ? {} : { USERNAME: username }),
        ...(password === undefined ? {} : { PASSWORD: password }),
        ...(certificate === undefined ? {} : { CA_CERTIFICATE: certificate }),
      },
    },
  };
}

/** Of the secret that the manifest names, else of one whose value a person writes. */
function credentialsOf(at: Around, context: TranslateContext): readonly SecretReference[] {
  const { cluster } = at.component.spec;
  if (cluster === undefined || cluster.auth !== 'scram') return [];
  const { secret } = cluster;
  if (secret !== undefined) return ['username', 'password'].map((key) => at.secrets.resolve(secret.ref, key));
  const { arn } = emptySecret(at, context, { part: 'credentials', description: 'User, as {username, password}, of' });
  const encrypted = at.key === undefined ? {} : { kmsKeyArn: at.key };
  return ['username', 'password'].map((key) => ({ arn, key, ...encrypted }));
}

function portsOf(bootstrapServers: string) {
  const ports = bootstrapServers.split(',').map((server) => Number(server.slice(server.lastIndexOf(':') + 1)));
  return [...new Set(ports)].map((port) => ({ port, protocol: 'tcp' as const }));
}

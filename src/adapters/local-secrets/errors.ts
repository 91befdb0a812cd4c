import { PankaError } from '../../core/diagnostics/panka-error.js';

export function secretUnreadable(stackId: string, keyFile: string, cause?: unknown): PankaError {
  return new PankaError({
    code: 'SecretUnreadable',
    message: `a secret in the state of "${stackId}" cannot be opened with the key "${keyFile}"`,
    suggestions: [`restore the key that the state was written with to ${keyFile}`, 'panka history'],
    cause,
  });
}

export function secretKeyBroken(keyFile: string, reason: string): PankaError {
  return new PankaError({
    code: 'SecretKeyBroken',
    message: `"${keyFile}" ${reason}; it holds the key of the sandbox's secrets`,
    suggestions: [`chmod 600 ${keyFile}`, 'restore the key from a backup'],
  });
}

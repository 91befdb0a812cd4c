import { OIDC_PROVIDERS, type OidcProvider, type OidcSubject } from '../iam/oidc-trust.js';
import { trustWrong } from './errors.js';

/** `github:owner/name@branch` → who may assume a role. Throws InvalidTrust. */
export function parseTrust(text: string): OidcSubject {
  const [, provider, repository, branch] = /^([a-z]+):([^@\s]+\/[^@\s]+?)(?:@(\S+))?$/.exec(text) ?? [];
  if (provider === undefined || repository === undefined || !isProvider(provider)) throw trustWrong(text);
  return { provider, repository, ...(branch === undefined ? {} : { branch }) };
}

function isProvider(text: string): text is OidcProvider {
  return (OIDC_PROVIDERS as readonly string[]).includes(text);
}

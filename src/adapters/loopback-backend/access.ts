import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { fitOf, OLDEST_PULUMI, TESTED_PULUMI } from '../pulumi-cli/pulumi-version.js';
import { HttpRefusal } from './http-refusal.js';

/** What every request must show before its body is read. */
export interface Access {
  readonly host: string;
  readonly token: string;
}

/** A page in a browser reaches 127.0.0.1 under a name of its own (DNS rebinding); the CLI always uses the address. */
export function requireHost(headers: IncomingHttpHeaders, host: string): void {
  if (headers.host !== host) throw new HttpRefusal(403, 'This server answers under its own address only.');
}

export function requireApiToken(headers: IncomingHttpHeaders, token: string): void {
  const given = credential(headers, 'token');
  if (given === undefined || !sameText(given, token)) throw new HttpRefusal(401, 'This is not the token of this run.');
}

/** The token that the start of the update gave out; a CLI of another run has another one. */
export function requireUpdateToken(headers: IncomingHttpHeaders, token: string | undefined): void {
  const given = credential(headers, 'update-token');
  if (given === undefined || token === undefined || !sameText(given, token)) {
    throw new HttpRefusal(403, 'This is not the token of this update.');
  }
}

/** Refuses a CLI that does not journal its steps, or that is not known to. */
export function requireKnownCli(headers: IncomingHttpHeaders): void {
  const version = /^pulumi-cli\/\d+ \(([^;)]+)/.exec(headers['user-agent'] ?? '')?.[1] ?? 'of an unknown version';
  const fit = fitOf(version);
  if (fit === 'tested' || fit === 'newer') return;
  throw new HttpRefusal(
    400,
    `Panka needs a Pulumi CLI from ${OLDEST_PULUMI} on and below 4, this one is ${version}: install ${TESTED_PULUMI} with "panka engine install".`,
  );
}

function credential(headers: IncomingHttpHeaders, scheme: string): string | undefined {
  const [given, value, ...rest] = (headers.authorization ?? '').split(' ');
  return given === scheme && rest.length === 0 ? value : undefined;
}

function sameText(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

import type { ComponentOf } from 'panka/sdk';
import type { Origin } from './origin-schema.js';

/** Kinds that can be an origin. */
export const ORIGIN_KINDS: readonly string[] = ['S3', 'ALB', 'APIGateway'];

interface BalancerSpec {
  readonly scheme?: string;
  readonly certificate?: { readonly domain?: string };
  readonly domain?: { readonly names?: readonly string[] };
  readonly listeners?: { readonly httpPort?: number; readonly httpsPort?: number };
  readonly allowedCidrs?: readonly string[];
}

/** What a distribution knows of an ALB from its manifest. */
export interface BalancerOrigin {
  /** Reached by a VPC origin: it has no public address. */
  readonly internal: boolean;
  readonly tls: boolean;
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Name that its certificate is good for; undefined: none is known. */
  readonly host: string | undefined;
  /** Anybody may send requests to it, around the distribution. */
  readonly open: boolean;
}

export function balancerOrigin({ spec }: Pick<ComponentOf, 'spec'>): BalancerOrigin {
  const { scheme, certificate, domain, listeners, allowedCidrs = ['0.0.0.0/0'] } = spec as BalancerSpec;
  const internal = scheme === 'internal';
  // In a VPC the name is only what is asked for; elsewhere it must lead there, and only names of the ALB's own do.
  const names = [domain?.names?.[0], ...(internal ? [certificate?.domain] : [])].filter((name) => name !== undefined);
  return {
    internal,
    tls: certificate !== undefined,
    httpPort: listeners?.httpPort ?? 80,
    httpsPort: listeners?.httpsPort ?? 443,
    host: names.find((name) => !name.startsWith('*')),
    open: !internal && allowedCidrs.some((cidr) => ['0.0.0.0/0', '::/0'].includes(cidr)),
  };
}

/** The resolved reference of an origin; undefined for one with a domain. */
export function originReference(component: Pick<ComponentOf, 'references'>, index: number) {
  return component.references.find(({ path }) => path === `/origins/${index}/component`);
}

/** Kind of the component behind an origin by its name; undefined: a server outside of the stack. */
export function kindOfOrigin(
  component: Pick<ComponentOf, 'references'> & { readonly spec: { readonly origins: readonly Origin[] } },
  name: string,
): string | undefined {
  const index = component.spec.origins.findIndex((origin) => origin.name === name);
  return originReference(component, index)?.kind;
}

/** What is answered for `/`: index.html of a bucket; other origins know themselves. */
export function rootObject(
  component: Pick<ComponentOf, 'references'> & {
    readonly spec: {
      readonly origins: readonly Origin[];
      readonly defaultRootObject?: string;
      readonly defaultBehavior: { readonly origin: string };
      readonly spa: boolean;
    };
  },
): string {
  const { defaultRootObject, defaultBehavior, spa } = component.spec;
  const usual = spa || kindOfOrigin(component, defaultBehavior.origin) === 'S3' ? 'index.html' : '';
  return defaultRootObject ?? usual;
}

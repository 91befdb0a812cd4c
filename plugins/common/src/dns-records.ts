import type { Input, Output } from '@pulumi/pulumi';
import type { TranslateContext } from 'panka/sdk';

/** The classes of @pulumi/aws, handed in by a translator: this package is loaded where Pulumi must not be. */
export type AwsModule = Pick<typeof import('@pulumi/aws'), 'acm' | 'route53'>;

export interface AliasRequest {
  readonly aws: AwsModule;
  readonly names: readonly string[];
  /** Route 53 zone (name or id) that the names are in. */
  readonly zone: string;
  readonly target: {
    readonly name: Output<string>;
    readonly zoneId: Input<string>;
    /** Whether Route 53 looks at the health of the target's own targets. */
    readonly evaluateTargetHealth: boolean;
  };
  /** Also an AAAA record: the target has IPv6 addresses. */
  readonly ipv6?: boolean;
}

/** Alias records that lead names to a load balancer, a distribution or an API. */
export function declareAliases(context: TranslateContext, request: AliasRequest): void {
  const { aws, names, zone, target, ipv6 = false } = request;
  for (const name of names)
    for (const type of ipv6 ? (['A', 'AAAA'] as const) : (['A'] as const))
      new aws.route53.Record(
        context.logicalName(type === 'A' ? `record/${name}` : `record/${name}/ipv6`),
        { zoneId: zoneId(aws, zone), name, type, aliases: [target] },
        context.options(),
      );
}

/** Id of a Route 53 zone that is given by id or name. */
export function zoneId(aws: AwsModule, zone: string): Input<string> {
  return /^Z[A-Z0-9]{5,}$/.test(zone) ? zone : aws.route53.getZoneOutput({ name: zone }).zoneId;
}

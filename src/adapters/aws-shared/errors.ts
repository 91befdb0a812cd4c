import { EXIT, PankaError } from '../../core/diagnostics/panka-error.js';

/** Rule PANKA-NET-003. Discovery refuses such a stack; this guards a translator whose kind doesn't say that it needs the network. */
export function networkMissing(wanted: string): PankaError {
  return new PankaError({
    code: 'NetworkMissing',
    message: `'${wanted}' of the stack's network was asked for, but the stack has no VPC (PANKA-NET-003)`,
    suggestions: ['add a Networking document (infra.panka.io/v1) to the stack'],
    exitCode: EXIT.input,
  });
}

/** A kind's translator uses a shared piece that the kind's `needs` doesn't name. */
export function sharedPieceMissing(piece: string): PankaError {
  return new PankaError({
    code: 'SharedPieceMissing',
    message: `the stack's '${piece}' was asked for, but no component kind in use declares that it needs it`,
    suggestions: [`add '${piece}' to the needs of the kind`],
  });
}

export function nameNotAllowed(name: string, why: string): PankaError {
  return new PankaError({
    code: 'NameNotAllowed',
    message: `physical name '${name}' ${why}`,
    suggestions: ['shorten spec.name, or leave it out and let Panka name the resource'],
    exitCode: EXIT.input,
  });
}

/** Rule PANKA-TAG-002. */
export function tagNotAllowed(key: string, why: string): PankaError {
  return new PankaError({
    code: 'TagNotAllowed',
    message: `tag '${key}' ${why} (PANKA-TAG-002)`,
    suggestions: ['change metadata.labels, InfraDefaults.tags or spec.tags'],
    exitCode: EXIT.input,
  });
}

export function logRetentionNotAllowed(days: number, allowed: readonly number[]): PankaError {
  return new PankaError({
    code: 'LogRetentionNotAllowed',
    message: `log retention of '${days}' days is not one that CloudWatch Logs has`,
    suggestions: [`use one of ${allowed.join(', ')}`],
    exitCode: EXIT.input,
  });
}

export function tooManyPermissions(address: string, policies: number): PankaError {
  return new PankaError({
    code: 'TooManyPermissions',
    message: `'${address}' uses so many components that its role would need ${policies} managed policies; IAM allows 10`,
    suggestions: ['split the component, or grant with wildcards in spec.iam.policies'],
    exitCode: EXIT.input,
  });
}

export function cidrNotUsable(cidr: string, why: string): PankaError {
  return new PankaError({
    code: 'CidrNotUsable',
    message: `Networking.vpc.cidr '${cidr}' ${why}`,
    suggestions: ['use a private block such as 10.40.0.0/16, or write Networking.subnets out'],
    exitCode: EXIT.input,
  });
}

export function networkNotSupported(written: string, allowed?: readonly string[]): PankaError {
  return new PankaError({
    code: 'NetworkNotSupported',
    message: `Networking: '${written}' is not supported`,
    suggestions: allowed === undefined ? ['remove it'] : [`use one of ${allowed.join(', ')}`],
    exitCode: EXIT.input,
  });
}

export function subnetsMissing(tier: string): PankaError {
  return new PankaError({
    code: 'SubnetsMissing',
    message: `the stack's VPC has no '${tier}' subnets, but a component goes there`,
    suggestions: [`list them under Networking.subnets.${tier}`],
    exitCode: EXIT.input,
  });
}

/** `wanted`: how many zones, or which. */
export function zonesMissing(
  tier: string,
  { there, wanted }: { readonly there: readonly string[]; readonly wanted: readonly string[] | number },
): PankaError {
  const what = typeof wanted === 'number' ? `${wanted} zones` : wanted.join(', ');
  return new PankaError({
    code: 'ZonesMissing',
    message: `the '${tier}' subnets of the stack's VPC are in '${there.join(', ')}'; one is wanted in each of ${what}`,
    suggestions: [
      `give a subnet of another zone the tag panka:tier=${tier}`,
      `list those to use under Networking.subnets.${tier}, with id and availabilityZone`,
    ],
    exitCode: EXIT.input,
  });
}

export function dashboardTooLarge(widgets: number, allowed: number): PankaError {
  return new PankaError({
    code: 'DashboardTooLarge',
    message: `the dashboard of the stack would have '${widgets}' widgets; CloudWatch allows ${allowed}`,
    suggestions: ['set Observability.dashboard to false, or split the stack'],
    exitCode: EXIT.input,
  });
}

/** Networking.vpc.mode `stack`. */
export function otherStackMissing(stack: string | undefined, environment: string): PankaError {
  return new PankaError({
    code: 'OtherStackMissing',
    message: `Networking.vpc takes the network of stack '${stack ?? ''}' in '${environment}', which has not published one`,
    suggestions: [`panka apply --stack ${stack ?? 'STACK'} --environment ${environment}`],
    exitCode: EXIT.input,
  });
}

export function artifactMissing(address: string, path: string): PankaError {
  return new PankaError({
    code: 'ArtifactMissing',
    message: `'${address}' uploads '${path}', where there is no file`,
    suggestions: ['build it first; paths are relative to the folder of the manifest'],
    exitCode: EXIT.input,
  });
}

export function artifactFolderForeign(folder: string): PankaError {
  return new PankaError({
    code: 'ArtifactFolderForeign',
    message: `'${folder}' belongs to another user; archives that are to be deployed can't be kept there`,
    suggestions: ['set TMPDIR to a folder of your own'],
  });
}

/** What a load balancer knows of a target from its manifest: it is made before the target is. */
export interface TargetManifest {
  readonly kind: string;
  readonly ports: readonly { readonly port: number; readonly appProtocol?: string; readonly protocol?: string }[];
  readonly healthCheck?: { readonly path?: string; readonly port?: number; readonly protocol?: string };
}

/** Reads the manifest of a MicroService, EC2Instance or Lambda. */
export function targetManifest(kind: string, spec: unknown): TargetManifest {
  const { ports, healthCheck } = spec as Partial<TargetManifest>;
  return { kind, ports: Array.isArray(ports) ? ports : [], ...(healthCheck === undefined ? {} : { healthCheck }) };
}

const TARGET_TYPES: Readonly<Record<string, string>> = { EC2Instance: 'instance', Lambda: 'lambda' };

/** Type of a target group for such a target: `ip`, `instance` or `lambda`. */
export function targetType(target: TargetManifest): string {
  return TARGET_TYPES[target.kind] ?? 'ip';
}

import { errorAt, isFifo, sameEvent, warningAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { S3Spec } from './schema.js';
import { validateLifecycle } from './validate-lifecycle.js';

type Component = ComponentOf<S3Spec>;

const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** Addresses, and what S3 names itself. Source: S3 user guide, "Bucket naming rules". */
const KEPT_BY_S3 =
  /\.\.|^\d+\.\d+\.\d+\.\d+$|^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** Rules of S3 that the schema cannot express. Source: S3 user guide, "Bucket naming rules", "Replication requirements". */
export function validate(component: Component, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [
    ...bucket(component),
    ...validateLifecycle(spec.lifecycle),
    ...cors(component),
    ...replication(component, view),
    ...accessLogs(component, view),
    ...notifications(spec),
    ...notifiedInOrder(component, view),
  ];
}

function bucket(component: Component): Finding[] {
  const { spec } = component;
  const findings = [...name(spec.name, '/name', 'name'), ...name(spec.bucket.name, '/bucket/name', 'bucket.name')];
  if (spec.bucket.acl !== undefined && spec.bucket.acl !== 'private')
    findings.push(
      errorAt(
        '/bucket/acl',
        'PANKA-S3-001',
        `acl ${spec.bucket.acl} is refused; publish through CloudFront`,
        'acl: private',
      ),
    );
  if (spec.website !== undefined)
    findings.push(errorAt('/website', 'PANKA-S3-007', 'website is refused; publish through CloudFront'));
  if (spec.bucket.forceDestroy && component.environmentClass === 'production')
    findings.push(
      errorAt(
        '/bucket/forceDestroy',
        'PANKA-S3-008',
        'forceDestroy is refused in production: it deletes every object with the bucket',
        'forceDestroy: false',
      ),
    );
  if (spec.bucket.objectLock && !spec.versioning.enabled)
    findings.push(
      errorAt('/bucket/objectLock', 'PANKA-S3-009', 'objectLock needs versioning', 'versioning: {enabled: true}'),
    );
  return findings;
}

function name(text: string | undefined, path: string, field: string): Finding[] {
  if (text === undefined) return [];
  if (!NAME.test(text)) return [errorAt(path, 'PANKA-S3-005', `${field} "${text}": 3–63 of a–z 0–9 . -`)];
  if (KEPT_BY_S3.test(text))
    return [errorAt(path, 'PANKA-S3-005', `${field} "${text}" is of a form that S3 keeps for itself`)];
  if (!text.includes('.')) return [];
  return [warningAt(path, 'PANKA-S3-005', `${field} "${text}" holds a dot: TLS certificates of S3 do not cover it`)];
}

function cors(component: Component): Finding[] {
  if (component.environmentClass !== 'production') return [];
  return component.spec.cors.flatMap((rule, i) =>
    rule.allowedOrigins.includes('*') && rule.allowedMethods.includes('PUT')
      ? [warningAt(`/cors/${i}/allowedOrigins`, 'PANKA-S3-006', 'cors.allowedOrigins "*" with PUT in production')]
      : [],
  );
}

function replication(component: Component, view: ApplicationView): Finding[] {
  const { spec } = component;
  const given = spec.replication;
  if (given === undefined) return [];
  const findings: Finding[] = [];
  const other = given.component === undefined ? undefined : view.find(given.component, component);
  if (other?.kind === 'S3' && !(other.spec as unknown as S3Spec).versioning.enabled)
    findings.push(
      errorAt('/replication/component', 'PANKA-S3-004', `replication needs versioning of "${given.component}" too`),
    );
  if (!spec.versioning.enabled)
    findings.push(
      errorAt('/replication', 'PANKA-S3-004', 'replication needs versioning', 'versioning: {enabled: true}'),
    );
  if ((given.destinationBucket === undefined) === (given.component === undefined))
    findings.push(
      errorAt('/replication', 'PANKA-S3-010', 'replication: give exactly one of destinationBucket, component'),
    );
  if (other?.kind === 'S3' && spec.bucket.objectLock && !(other.spec as unknown as S3Spec).bucket.objectLock)
    findings.push(
      errorAt(
        '/replication/component',
        'PANKA-S3-004',
        `replication of locks needs objectLock of "${given.component}" too`,
      ),
    );
  if (spec.encryption.algorithm !== 'aws:kms' && given.kmsKeyId !== undefined)
    findings.push(
      errorAt(
        '/replication/kmsKeyId',
        'PANKA-S3-011',
        'replication.kmsKeyId is for objects encrypted with aws:kms; encryption.algorithm is AES256',
        'algorithm: aws:kms',
      ),
    );
  if (spec.encryption.algorithm === 'aws:kms' && given.kmsKeyId === undefined)
    findings.push(
      errorAt(
        '/replication',
        'PANKA-S3-011',
        'replication of objects encrypted with aws:kms needs replication.kmsKeyId',
      ),
    );
  return findings;
}

/** S3 writes access logs only to buckets with its own keys. Source: S3 user guide, "Enabling server access logging". */
function accessLogs(component: Component, view: ApplicationView): Finding[] {
  const given = component.spec.accessLogs;
  if (given === undefined) return [];
  if ((given.bucket === undefined) === (given.component === undefined))
    return [errorAt('/accessLogs', 'PANKA-S3-012', 'accessLogs: give exactly one of bucket, component')];
  const target = given.component === undefined ? undefined : view.find(given.component, component);
  if (target?.kind !== 'S3' || (target.spec as unknown as S3Spec).encryption.algorithm !== 'aws:kms') return [];
  const message = `accessLogs.component "${given.component}" is encrypted with aws:kms; access logs need AES256`;
  return [errorAt('/accessLogs/component', 'PANKA-S3-012', message)];
}

/** S3 refuses two notifications of one event whose keys overlap. */
function notifications(spec: S3Spec): Finding[] {
  const findings: Finding[] = [];
  spec.notifications.forEach((later, i) => {
    for (const earlier of spec.notifications.slice(0, i)) {
      const event = later.events.find((e) => earlier.events.some((other) => sameEvent(e, other)));
      if (event !== undefined && overlap(earlier, later))
        findings.push(
          errorAt(
            `/notifications/${i}/events`,
            'PANKA-S3-014',
            `${event} is told twice for the same keys; give each notification another prefix or suffix`,
          ),
        );
    }
  });
  return findings;
}

/** Source: S3 user guide, "Supported event destinations". */
function notifiedInOrder(component: Component, view: ApplicationView): Finding[] {
  return component.spec.notifications.flatMap(({ target }, i) => {
    const told = view.find(target.component, component);
    if (!isFifo(told)) return [];
    const message = `${target.component} is FIFO, which S3 tells nothing; use a standard one, or eventBridge`;
    return [errorAt(`/notifications/${i}/target/component`, 'PANKA-S3-016', message)];
  });
}

type Filter = { prefix?: string; suffix?: string };

function overlap(a: Filter, b: Filter): boolean {
  const [pa, pb, sa, sb] = [a.prefix ?? '', b.prefix ?? '', a.suffix ?? '', b.suffix ?? ''];
  return (pa.startsWith(pb) || pb.startsWith(pa)) && (sa.endsWith(sb) || sb.endsWith(sa));
}

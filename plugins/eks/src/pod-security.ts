import type { core } from '@pulumi/kubernetes/types/input.js';
import type { Workload } from 'panka/sdk';

/** What Kubernetes calls "restricted", but for root where the manifest asks for it. */
export function podSecurity({ user }: Workload): core.v1.PodSecurityContext {
  const { uid, gid } = userOf(user);
  return {
    runAsNonRoot: uid !== 0,
    ...(uid === undefined ? {} : { runAsUser: uid }),
    ...(gid === undefined ? {} : { runAsGroup: gid }),
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

export function containerSecurity({ readonlyRootFilesystem }: Workload): core.v1.SecurityContext {
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: readonlyRootFilesystem,
  };
}

/** `1000` or `1000:1000`; `root` is 0. Validation refuses other names, which only the image knows. */
export function userOf(user: string | undefined): { readonly uid?: number; readonly gid?: number } {
  const [, uid, gid] = /^(\d+|root)(?::(\d+))?$/.exec(user ?? '') ?? [];
  return {
    ...(uid === undefined ? {} : { uid: uid === 'root' ? 0 : Number(uid) }),
    ...(gid === undefined ? {} : { gid: Number(gid) }),
  };
}

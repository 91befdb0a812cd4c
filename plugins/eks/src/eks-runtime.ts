import {
  type ComponentOf,
  type ComputeRuntime,
  type DeployedWorkload,
  type Identity,
  type InfraView,
  type Names,
  type Roles,
  type SecurityGroups,
  type SharedResources,
  type Tags,
  type TranslateContext,
  tokens,
  type Workload,
} from 'panka/sdk';
import { declareCronJob } from './cron-job.js';
import { declareDeployment } from './deployment.js';
import { declareDisruptionBudget } from './disruption-budget.js';
import { type Declaring, declareHost, type EksHost } from './eks-host.js';
import { declareIdentity } from './pod-identity.js';
import { podParts } from './pod-parts.js';
import { declarePodGroups } from './pod-security-groups.js';
import { declareScaling } from './scaling.js';
import { declareService } from './service.js';
import { declareTargetBindings } from './target-bindings.js';

/** Token `runtime:eks`: containers as pods of a cluster that exists. */
export default class EksRuntime implements ComputeRuntime {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.identity,
    tokens.roles,
    tokens.securityGroups,
    tokens.sharedResources,
    tokens.infra,
  ] as const;

  readonly platform = 'eks';
  private readonly host: EksHost;

  constructor(
    names: Names,
    tags: Tags,
    identity: Identity,
    roles: Roles,
    securityGroups: SecurityGroups,
    shared: SharedResources,
    infra: InfraView,
  ) {
    this.host = declareHost({ names, tags, identity, roles, securityGroups }, shared, infra);
  }

  declare(component: ComponentOf<unknown>, context: TranslateContext, workload: Workload): DeployedWorkload {
    const declaring: Declaring = { component, context, workload };
    const group = declarePodGroups(this.host, declaring);
    const identity = declareIdentity(this.host, declaring);
    const pod = podParts(this.host, declaring, { identity, groups: group });
    const ready = [...identity.ready, ...group.ready, ...pod.ready];
    const deployed = { taskRoleArn: identity.roleArn, securityGroupId: group.id, securityGroupIds: group.all };
    if (workload.type === 'job') {
      declareCronJob(this.host, declaring, { pod, ready });
      return { ...deployed, ready };
    }
    const service = declareService(this.host, declaring);
    const bindings = declareTargetBindings(this.host, declaring, service);
    const deployment = declareDeployment(this.host, declaring, { pod, ready: [...ready, ...bindings] });
    declareScaling(this.host, declaring, deployment);
    declareDisruptionBudget(this.host, declaring);
    return {
      ...deployed,
      service: deployment,
      ...(service === undefined ? {} : { internalHost: service.host }),
    };
  }
}

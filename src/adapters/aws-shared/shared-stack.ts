import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type {
  Artifacts,
  Encryption,
  LogsBucket,
  Network,
  ScheduleGroup,
  Services,
  SharedPiece,
} from '../../sdk/index.js';
import { tokens } from '../../sdk/index.js';
import { declareAlarmTopic } from './alarm-topic.js';
import { CloudWatchAlarms } from './alarms.js';
import { defaultArtifactFolder } from './artifact-folder.js';
import { S3Artifacts } from './artifacts.js';
import { declareDashboard } from './dashboard.js';
import { declareCluster, type EcsCluster } from './ecs-cluster.js';
import { type OtherStack, publishNetwork } from './imported-vpc.js';
import { stringAt } from './infra-json.js';
import { CloudWatchLogGroups } from './log-groups.js';
import { declareLogsBucket, writtenLogsBucket } from './logs-bucket.js';
import { missingNetwork, missingPiece } from './missing-piece.js';
import { networkSettings } from './network-settings.js';
import { IamRoles } from './roles.js';
import { SecretsManagerSecrets } from './secrets.js';
import { VpcSecurityGroups } from './security-groups.js';
import { declareBucket } from './shared-bucket.js';
import { SharedDeclaration, SharedStack } from './shared-declaration.js';
import { declareKey, keyChoice } from './shared-key.js';
import { closedNeeds } from './shared-needs.js';
import { declareNetwork } from './shared-network.js';
import type { StackFacts } from './stack-facts.js';

export interface SharedStackRequest extends StackFacts {
  readonly needs: ReadonlySet<SharedPiece>;
  /** For Networking.vpc.mode `stack`. */
  readonly otherStack?: OtherStack;
  /** Where archives wait for their upload. Default: a folder of this user in the system's temporary one. */
  readonly artifactFolder?: string;
}

/** Compute runtimes are built on top of these. */
export type SharedServiceSet = Omit<Services, 'runtimes'>;

/** What one program run has of the stack: every service by its name, and the cluster with what runtimes need. */
export interface SharedServices {
  readonly services: SharedServiceSet;
  readonly cluster: EcsCluster;
  readonly byToken: ReadonlyMap<symbol, unknown>;
  readonly resource: SharedStack;
  /** For other stacks, once its values are known: the network that this one made, as a `PublishedNetwork`. */
  readonly published?: Readonly<Record<string, unknown>>;
  /** Declares what sums up all components, once they are declared; `whole`: all that there are. */
  readonly closing?: (whole: boolean) => void;
}

/** Declares what the stack shares, and only what is needed; gives the services that translators ask for. */
export function declareSharedStack(request: SharedStackRequest): SharedServices {
  const resource = new SharedStack();
  const shared = new SharedDeclaration(request, resource);
  const needs = closedNeeds(request.needs, request);
  const encryption = encryptionOf(shared, needs);
  const network = networkOf(shared, { needs, encryption, otherStack: request.otherStack });
  const cluster = clusterOf(shared, { needs, encryption, network });
  const { names, tags } = shared;
  const { identity } = request;
  const alarms = new CloudWatchAlarms(request, { names, tags }, alarmTopic(shared, needs, encryption));
  const services: SharedServiceSet = {
    names,
    tags,
    identity,
    network,
    encryption,
    cluster,
    logs: new CloudWatchLogGroups(request, tags, encryption),
    roles: new IamRoles(request, names, tags),
    securityGroups: new VpcSecurityGroups(names, tags, network),
    alarms,
    artifacts: artifactsOf(shared, { needs, encryption, folder: request.artifactFolder ?? defaultArtifactFolder() }),
    secrets: new SecretsManagerSecrets(identity),
    logsBucket: logsBucketOf(shared, needs),
    scheduleGroup: scheduleGroupOf(shared, needs),
  };
  return {
    ...{ services, cluster, resource, byToken: byToken(services, shared) },
    ...publication(shared, needs, network),
    ...(needs.has('dashboard') ? { closing: (whole: boolean) => declareDashboard(shared, alarms.watched, whole) } : {}),
  };
}

type Needs = ReadonlySet<SharedPiece>;

/** A network that is not this stack's own isn't its to publish. */
function publication(shared: SharedDeclaration, needs: Needs, network: Network): Pick<SharedServices, 'published'> {
  if (!needs.has('network') || networkSettings(shared.facts).mode !== 'create') return {};
  return { published: publishNetwork(network) };
}

function encryptionOf(shared: SharedDeclaration, needs: Needs): Encryption {
  const choice = keyChoice(shared.facts);
  if (choice.type === 'arn') return { keyArn: choice.arn };
  return needs.has('key') ? declareKey(shared) : { keyArn: undefined };
}

function networkOf(
  shared: SharedDeclaration,
  of: { needs: Needs; encryption: Encryption; otherStack: OtherStack | undefined },
): Network {
  if (!of.needs.has('network'))
    return shared.facts.infra.networking === undefined ? missingNetwork() : missingPiece('network');
  const { encryption, otherStack } = of;
  return declareNetwork(shared, { settings: networkSettings(shared.facts), encryption, otherStack });
}

function clusterOf(
  shared: SharedDeclaration,
  { needs, encryption, network }: { needs: Needs; encryption: Encryption; network: Network },
): EcsCluster {
  if (!needs.has('cluster')) return missingPiece('cluster');
  const { privateNamespace } = networkSettings(shared.facts);
  return declareCluster(shared, { network, encryption, privateNamespace });
}

function alarmTopic(shared: SharedDeclaration, needs: Needs, encryption: Encryption) {
  const written = stringAt(shared.facts.infra.observability, 'alarms', 'topicArn');
  return needs.has('alarmTopic') ? declareAlarmTopic(shared, encryption) : written;
}

function artifactsOf(
  shared: SharedDeclaration,
  { needs, encryption, folder }: { needs: Needs; encryption: Encryption; folder: string },
): Artifacts {
  if (!needs.has('artifactBucket')) return missingPiece('artifactBucket');
  const bucket = declareBucket(shared, {
    part: 'artifacts',
    keyArn: encryption.keyArn,
    versioned: false,
    emptyOnDelete: true,
  });
  return new S3Artifacts(shared.tags, bucket, folder);
}

function logsBucketOf(shared: SharedDeclaration, needs: Needs): LogsBucket {
  const written = writtenLogsBucket(shared.facts);
  if (written !== undefined) return written;
  return needs.has('logsBucket') ? declareLogsBucket(shared) : missingPiece('logsBucket');
}

function scheduleGroupOf(shared: SharedDeclaration, needs: Needs): ScheduleGroup {
  if (!needs.has('scheduleGroup')) return missingPiece('scheduleGroup');
  const group = new aws.scheduler.ScheduleGroup(
    shared.logicalName('schedules'),
    { name: shared.names.shared(NAME_RULES.scheduleGroup, 'schedules'), tags: shared.tagsOf('schedules') },
    shared.options({ deleteBeforeReplace: true }),
  );
  return { name: group.name, arn: group.arn };
}

function byToken(services: SharedServiceSet, shared: SharedDeclaration): ReadonlyMap<symbol, unknown> {
  const named = (Object.keys(services) as (keyof SharedServiceSet)[]).map((name): [symbol, unknown] => [
    tokens[name],
    services[name],
  ]);
  return new Map([...named, [tokens.infra, shared.facts.infra], [tokens.sharedResources, shared]]);
}

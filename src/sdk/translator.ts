import type { CustomResourceOptions, Input, Output } from '@pulumi/pulumi';
import type { AccessLevel, ComponentOf, ResolvedReference } from './component-kind.js';
import type { Json, JsonObject } from './json.js';

/** Built by the host's container, once per kind and run: `static inject` names the services, the constructor receives them in that order. */
export interface TranslatorClass<Spec = JsonObject> {
  readonly inject?: readonly symbol[];
  // biome-ignore lint/suspicious/noExplicitAny: the services' types are known to the class alone
  new (...services: any[]): Translator<Spec>;
}

/** Declares the resources of one component. Never inside `apply`: a preview would miss them. */
export interface Translator<Spec = JsonObject> {
  translate(component: ComponentOf<Spec>, context: TranslateContext): Translation;
  /** Declares what had to wait for contributions of later components (bucket policy, notification). Called once, if declared. */
  finish?(component: ComponentOf<Spec>, contributions: readonly Contribution[], context: TranslateContext): void;
}

export interface Translation {
  /** One value per declared output; aliases are filled in by the host. */
  readonly outputs: Readonly<Record<string, Input<unknown>>>;
  readonly provides?: Provision;
}

/** What consumers of a component may be given. The consumer's own resources carry it (rules, policies), never the provider's. */
export interface Provision {
  /** Opened from the consumer's security group. */
  readonly network?: { readonly securityGroupId: Input<string>; readonly ports: readonly PortRange[] };
  /** IAM statements for the consumer's role at that level. */
  readonly statements?: (level: AccessLevel, reference: ResolvedReference) => readonly PolicyStatement[];
  /** Variables without prefix (`HOST`, `QUEUE_URL`) for a consumer with that access. */
  readonly variables?: (level: AccessLevel) => Readonly<Record<string, Input<string>>>;
  /** Secrets without prefix: `PASSWORD` → where ECS reads it. */
  readonly secrets?: Readonly<Record<string, SecretReference>>;
}

export interface PortRange {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

export interface SecretReference {
  /** ARN of the Secrets Manager secret. */
  readonly arn: Input<string>;
  /** JSON key within it. */
  readonly key?: string;
  /** KMS key that encrypts it, when it is a customer's. */
  readonly kmsKeyArn?: Input<string>;
}

/** One statement of an IAM policy, in IAM's own words. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource?: readonly Input<string>[] | Input<string>;
  readonly Principal?: Input<unknown>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Input<string | readonly string[]>>>>>;
}

/** A statement or target that another component adds to a single-document policy. */
export interface Contribution {
  /** Address of the contributor. */
  readonly from: string;
  /** For example `queue-policy`, `bucket-notification`, `bucket-policy`. */
  readonly type: string;
  readonly value: unknown;
}

/** What a translator may use beyond its injected services. One per component. */
export interface TranslateContext {
  /** The component that is being translated; services read its tags where they aren't given it. */
  readonly subject: ComponentOf<unknown>;
  /** Logical name of a resource: `service/component` or `service/component/part`. Unique in the stack; declaring twice is an error. */
  logicalName(part?: string): string;
  /** Resource options: parent, protection, retention and time limits of this component, merged with `extra`. */
  options(extra?: CustomResourceOptions): CustomResourceOptions;
  /** The same for a resource that holds data: `protect` under deletionProtection, `retainOnDelete` under deletionPolicy retain. */
  dataOptions(extra?: CustomResourceOptions): CustomResourceOptions;
  /** Any component of the application, translated or not: an ALB reads port and health path of its targets. */
  component(address: string): ComponentOf;
  /** References of other components to this one: an ALB's `target`, a consumer's `valueFrom`. In a fixed order. */
  readonly incoming: readonly IncomingReference[];
  /** Another component, already translated. Throws for one that is not referenced and does not refer here by `neededBy`. */
  provided(address: string): ProvidedComponent;
  /** The value of one output of a referenced component. */
  output(address: string, output: string): Output<unknown>;
  /** Every reference of this component that grants, injects or opens something, with the strongest access per component. */
  readonly consumed: readonly Consumption[];
  /** Adds to a single-document policy of another component. */
  contribute(to: string, type: string, value: unknown): void;
  /** True in `panka render` and plans: nothing is made. */
  readonly preview: boolean;
}

export interface IncomingReference {
  /** Address of the component that refers here. */
  readonly from: string;
  readonly reference: ResolvedReference;
}

export interface ProvidedComponent {
  readonly component: ComponentOf;
  readonly outputs: Readonly<Record<string, Output<unknown>>>;
  readonly provides: Provision;
}

export interface Consumption {
  readonly reference: ResolvedReference;
  readonly provider: ProvidedComponent;
  readonly access: AccessLevel;
}

export type { Json };

import type { Output } from '@pulumi/pulumi';
import type {
  ApplicationView,
  ComponentOf,
  PortRange,
  ProvidedComponent,
  ResolvedReference,
  TranslateContext,
} from 'panka/sdk';
import { outputMember } from './output-member.js';

/** A route of a load balancer that leads to a component, with what the component needs of it. */
export interface IncomingRoute {
  /** Address of the load balancer. */
  readonly from: string;
  readonly name: string;
  /** Port of the component that it leads to, as the route says; undefined: the component's first. */
  readonly port: number | undefined;
  /** What comes to that port: UDP too where an NLB listens for it. */
  readonly protocols: readonly PortRange['protocol'][];
  /** Port that the load balancer asks whether the component is well, as the route says. */
  readonly checkedPort: number | undefined;
  /** Known only once a listener forwards to it, so that who uses it waits for that. */
  readonly targetGroupArn: Output<string>;
  readonly loadBalancer: ProvidedComponent;
}

interface Target {
  readonly target: { readonly component: string; readonly port?: number };
  readonly healthCheck?: { readonly port?: number };
}
interface RoutedSpec {
  /** Of an ALB. */
  readonly routes?: readonly (Target & { readonly name: string })[];
  /** Of an NLB, whose target groups are known by port. */
  readonly listeners?: readonly (Target & { readonly port: number; readonly protocol?: string })[];
}

const PLACE = /^\/(routes|listeners)\/(\d+)\//;

/** Routes of ALBs and NLBs that lead to the component that is translated; in the order of references, then of routes. */
export function routesTo(context: TranslateContext): readonly IncomingRoute[] {
  return context.incoming.flatMap(({ from, reference }) => {
    const place = isRoute(reference) ? PLACE.exec(reference.path) : null;
    if (place === null) return [];
    const loadBalancer = context.provided(from);
    const route = routeAt(loadBalancer.component.spec as RoutedSpec, Number(place[2]));
    const arns = loadBalancer.outputs.targetGroupArns;
    if (route === undefined || arns === undefined) return [];
    return [{ from, ...route, targetGroupArn: outputMember(arns, route.name).apply(String), loadBalancer }];
  });
}

function routeAt(
  spec: RoutedSpec,
  index: number,
): Pick<IncomingRoute, 'name' | 'port' | 'protocols' | 'checkedPort'> | undefined {
  const route = spec.routes?.[index];
  const listener = spec.listeners?.[index];
  const target = route ?? listener;
  if (target === undefined) return undefined;
  return {
    name: route?.name ?? String(listener?.port),
    port: target.target.port,
    protocols: protocolsOf(listener?.protocol),
    checkedPort: target.healthCheck?.port,
  };
}

function protocolsOf(listener: string | undefined): readonly PortRange['protocol'][] {
  if (listener === 'TCP_UDP') return ['tcp', 'udp'];
  return listener === 'UDP' ? ['udp'] : ['tcp'];
}

/** Ports that a target opens for a route: where requests come, and where its health is asked, which is always TCP. */
export function portsToAdmit(route: IncomingRoute, target: { main: number; health?: number }): readonly PortRange[] {
  const port = route.port ?? target.main;
  const asked = route.checkedPort ?? target.health ?? port;
  const traffic = route.protocols.map((protocol) => ({ port, protocol }));
  const known = traffic.some((range) => range.port === asked && range.protocol === 'tcp');
  return known ? traffic : [...traffic, { port: asked, protocol: 'tcp' }];
}

/** True when some load balancer of the application, or one of that kind, leads to the component. */
export function isTarget(component: ComponentOf<unknown>, view: ApplicationView, kind?: string): boolean {
  const incoming = view.referencesTo?.(component.address) ?? referencesTo(component.address, view);
  return incoming.some(({ from, reference }) => isRoute(reference) && (kind === undefined || from.kind === kind));
}

/** What a load balancer says of a component that it leads to, and that waits for it. */
function isRoute({ reason, edge }: ResolvedReference): boolean {
  return reason === 'target' && edge === 'neededBy';
}

interface Incoming {
  readonly from: ComponentOf;
  readonly reference: ResolvedReference;
}

/** For views that cannot be asked. */
function referencesTo(address: string, view: ApplicationView): Incoming[] {
  return view.components.flatMap((from) =>
    from.references.filter((reference) => reference.to === address).map((reference) => ({ from, reference })),
  );
}

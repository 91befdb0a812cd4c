import { meant } from '../../diagnostics/did-you-mean.js';
import { escapeSegment, valueAt } from '../../diagnostics/json-pointer.js';
import type { KindRegistry } from '../../registry/kind-registry.js';
import type { PlatformNames } from '../../registry/platform-names.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import type { Report } from '../problems.js';
import type { JsonSchema } from '../schema/json-schema.js';
import { isObject } from '../values.js';
import type { VariableScope } from '../variables/variable-scope.js';
import { checkedSpec } from './build-infra-view.js';
import type { InfraDocuments } from './select-infra.js';

export interface InfraCheck {
  readonly infra: InfraDocuments;
  readonly components: ReadonlyMap<string, ManifestDocument>;
  readonly lost: ReadonlySet<string>;
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  readonly scope: VariableScope;
  readonly registry: KindRegistry;
  readonly platforms: PlatformNames;
  readonly report: Report;
}

/** Checks the documents that give defaults and sizes. Their variables are resolved where a component uses them. */
export function checkInfra(check: InfraCheck): void {
  const { infra, components, lost, report } = check;
  for (const document of infra.defaults) checkDefaults(document, check);
  for (const documents of infra.services.values()) for (const document of documents) checkDefaults(document, check);
  for (const [address, documents] of infra.components) {
    for (const document of documents) {
      checkSpec(document, check);
      if (components.has(address) || lost.has(document.metadata.name)) continue;
      report({
        severity: 'error',
        code: 'UnknownComponent',
        message: `ComponentInfra is for component "${address}", which does not exist`,
        place: placeIn(document, '/metadata/name'),
        suggestion: meant(address, components.keys()),
      });
    }
  }
}

function checkDefaults(document: ManifestDocument, check: InfraCheck): void {
  checkSpec(document, check);
  checkPlatforms(document, check);
  const kinds = document.spec['kinds'];
  if (!isObject(kinds)) return;
  const known = [...new Set(check.registry.entries.map((entry) => entry.kind))];
  for (const kind of Object.keys(kinds)) {
    if (known.includes(kind) || check.registry.suggest(kind)) continue;
    check.report({
      severity: 'error',
      code: 'UnknownKind',
      message: `kind "${kind}" is not known`,
      place: placeIn(document, `/spec/kinds/${escapeSegment(kind)}`, 'key'),
      suggestion: meant(kind, known),
    });
  }
}

/** Settings of a platform that there is not would be read by nobody. */
function checkPlatforms(document: ManifestDocument, { platforms, report }: InfraCheck): void {
  const settings = valueAt(document.spec, '/compute/platforms');
  if (!isObject(settings)) return;
  const known = [...platforms.installed, ...platforms.installable];
  for (const platform of Object.keys(settings)) {
    if (known.includes(platform)) continue;
    report({
      severity: 'error',
      code: 'UnknownRuntime',
      message: `platform "${platform}" is not known; installed: ${platforms.installed.join(', ')}`,
      place: placeIn(document, `/spec/compute/platforms/${escapeSegment(platform)}`, 'key'),
      suggestion: meant(platform, known),
    });
  }
}

function checkSpec(document: ManifestDocument, { schemas, scope, report }: InfraCheck): void {
  const own = scope.of(document.metadata.service);
  checkedSpec(document, schemas[document.kind]!, {
    scope: own,
    report: (problem) => {
      if (problem.code === 'UndefinedVariable') return;
      const elsewhere = document.kind === 'ComponentInfra' ? ELSEWHERE[problem.place?.pointer ?? ''] : undefined;
      report(elsewhere === undefined ? problem : { ...problem, suggestion: elsewhere });
    },
  });
}

/** Fields that a ComponentInfra has in other versions of Panka, and where the same is written here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  '/spec/networking/loadBalancer':
    'write the route in an ALB component, "routes: [{name, host, path, target: {component, port}}]", or the listener in an NLB component',
  '/spec/networking/ingress':
    'bindings and valueFrom let components in; "securityGroup.ingress" of the Networking document lets address ranges in',
};

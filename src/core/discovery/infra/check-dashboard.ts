import type { Application } from '../../model/application.js';
import { lockGranularityOf } from '../../model/deployment-units.js';
import { placeIn } from '../documents/manifest-document.js';
import type { Report } from '../problems.js';
import type { InfraDocuments } from './select-infra.js';

/** A dashboard shows every component, and so can only be made where all are deployed by one program. */
export function checkDashboard(
  application: Pick<Application, 'stack' | 'infra'>,
  { whole: { Observability } }: InfraDocuments,
  report: Report,
): void {
  const granularity = lockGranularityOf(application);
  if (application.infra.observability['dashboard'] !== true || granularity === 'stack') return;
  const document = [Observability.environment, Observability.base].find((one) => one?.spec['dashboard'] !== undefined);
  report({
    severity: 'error',
    code: 'DashboardNeedsOneUnit',
    message: `Observability.dashboard shows the whole stack, which lockGranularity "${granularity}" deploys in parts`,
    ...(document === undefined ? {} : { place: placeIn(document, '/spec/dashboard') }),
    suggestion: 'remove dashboard, or use lockGranularity: stack',
  });
}

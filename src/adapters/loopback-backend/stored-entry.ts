import type { DeploymentV3, OperationV2, ResourceV3 } from '../../core/engine/deployment-v3.js';
import type { JournalEntry } from '../../core/engine/journal-entry.js';
import { atAnyServer } from './secrets-provider.js';

/** What the CLI knows of a resource and no state needs. */
interface Traced extends ResourceV3 {
  sourcePosition?: unknown;
  stackTrace?: unknown;
}

/**
 * The entry as it is stored: without this run's port, and without the places in the program's sources (paths of this machine,
 * several times the size of a small resource), so that two machines write the same, and what the embedded engine writes.
 */
export function storedEntry(entry: JournalEntry): JournalEntry {
  const { state, operation, secretsProvider, newSnapshot } = entry;
  return {
    ...entry,
    ...(state && { state: untraced(state) }),
    ...(operation && { operation: untracedOperation(operation) }),
    ...(secretsProvider && { secretsProvider: atAnyServer(secretsProvider) }),
    ...(newSnapshot && { newSnapshot: storedSnapshot(newSnapshot) }),
  };
}

function storedSnapshot(snapshot: DeploymentV3): DeploymentV3 {
  const { secrets_providers, resources, pending_operations } = snapshot;
  return {
    ...snapshot,
    ...(secrets_providers && { secrets_providers: atAnyServer(secrets_providers) }),
    ...(resources && { resources: resources.map(untraced) }),
    ...(pending_operations && { pending_operations: pending_operations.map(untracedOperation) }),
  };
}

function untracedOperation({ type, resource }: OperationV2): OperationV2 {
  return { type, resource: untraced(resource) };
}

function untraced(resource: ResourceV3): ResourceV3 {
  const { sourcePosition: _place, stackTrace: _trace, ...rest } = resource as Traced;
  return rest;
}

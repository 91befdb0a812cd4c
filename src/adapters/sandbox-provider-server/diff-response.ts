import type { DiffResponse } from '@pulumi/pulumi/proto/provider_pb.js';
import { parsePropertyPath } from '../../core/engine/property-path.js';
import type { DiffResult, PropertyDiffKind } from '../../core/engine/resource-provider.js';
import type { ProviderProtos } from './provider-protos.js';

type Messages = ProviderProtos['provider'];

/** A diff as Pulumi reads it: its paths are those of inputs. */
export function diffResponse(messages: Messages, diff: DiffResult): DiffResponse {
  const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
  const response = new messages.DiffResponse()
    .setChanges(diff.changes || diff.replaces.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setReplacesList([...diff.replaces])
    .setDiffsList([...new Set(Object.keys(diff.detailed).map(topKey))])
    .setDeletebeforereplace(diff.deleteBeforeReplace)
    .setHasdetaileddiff(Object.keys(diff.detailed).length > 0);
  const detailed = response.getDetaileddiffMap();
  for (const [path, kind] of Object.entries(diff.detailed)) {
    detailed.set(path, new messages.PropertyDiff().setKind(kindOf(messages, kind)).setInputdiff(true));
  }
  return response;
}

function topKey(path: string): string {
  return String(parsePropertyPath(path)[0] ?? path);
}

function kindOf({ PropertyDiff: { Kind } }: Messages, kind: PropertyDiffKind) {
  const kinds: Readonly<Record<PropertyDiffKind, (typeof Kind)[keyof typeof Kind]>> = {
    add: Kind.ADD,
    'add-replace': Kind.ADD_REPLACE,
    delete: Kind.DELETE,
    'delete-replace': Kind.DELETE_REPLACE,
    update: Kind.UPDATE,
    'update-replace': Kind.UPDATE_REPLACE,
  };
  return kinds[kind];
}

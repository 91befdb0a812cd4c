import { asObjects } from '@panka/plugin-common';
import type { SnapshotBeforeUpgrade } from 'panka/sdk';

/** Versions never go back: before one goes up there is a snapshot to begin anew from. */
export const UPGRADE_SNAPSHOTS: readonly SnapshotBeforeUpgrade[] = [
  {
    type: 'aws:docdb/cluster:Cluster',
    input: 'engineVersion',
    call: {
      operation: 'docdb:CreateDBClusterSnapshot',
      params: ({ id }, name) => ({ DBClusterIdentifier: id, DBClusterSnapshotIdentifier: name }),
      longestName: 63,
      ready: {
        operation: 'docdb:DescribeDBClusterSnapshots',
        params: (name) => ({ DBClusterSnapshotIdentifier: name }),
        state: ({ DBClusterSnapshots }) => String(asObjects(DBClusterSnapshots)[0]?.Status),
        done: 'available',
      },
    },
  },
];

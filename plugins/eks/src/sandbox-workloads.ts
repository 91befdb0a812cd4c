import type { Json, JsonObject, MadeResource, ResourceModel } from 'panka/sdk';
import { objectAt, objectModel } from './sandbox-object.js';
import { podFate } from './sandbox-pod-fate.js';

export const DEPLOYMENT = 'kubernetes:apps/v1:Deployment';

/** Pods of a Deployment start at once, or not at all. Source: Kubernetes API reference, DeploymentStatus. */
function rolledOut(made: MadeResource): JsonObject {
  const { inputs, previous } = made;
  const spec = objectAt(inputs, 'spec');
  const wanted = Number(spec.replicas ?? 1);
  const fate = podFate(spec.template as JsonObject);
  const before = Number(objectAt(previous ?? {}, 'status').availableReplicas ?? 0);
  // Pods of the old version go on as long as none of the new one is ready.
  const available = fate === undefined ? wanted : Math.min(before, wanted);
  const condition = (type: string, isTrue: boolean, reason: string, message: string): JsonObject => ({
    ...{ type, status: isTrue ? 'True' : 'False', reason, message },
  });
  return {
    status: {
      observedGeneration: Number(objectAt(previous ?? {}, 'metadata').generation ?? 0) + (sameSpec(made) ? 0 : 1),
      replicas: Math.max(wanted, available),
      updatedReplicas: wanted,
      readyReplicas: available,
      availableReplicas: available,
      unavailableReplicas: wanted - available,
      conditions: [
        condition(
          'Available',
          available > 0 || wanted === 0,
          'MinimumReplicasAvailable',
          `${available} of ${wanted} pods`,
        ),
        fate === undefined
          ? condition('Progressing', true, 'NewReplicaSetAvailable', 'the new version has progressed')
          : condition('Progressing', false, 'ProgressDeadlineExceeded', fate),
      ],
    },
  };
}

function sameSpec({ inputs, previous }: MadeResource): boolean {
  return previous !== undefined && JSON.stringify(previous.spec) === JSON.stringify(inputs.spec);
}

/** A Job ends as its image says. Source: Kubernetes API reference, JobStatus. */
function ended({ inputs }: MadeResource): JsonObject {
  const spec = objectAt(inputs, 'spec');
  const fate = podFate(spec.template as JsonObject);
  if (fate === undefined)
    return { status: { succeeded: spec.completions ?? 1, conditions: [{ type: 'Complete', status: 'True' }] } };
  const failed = { type: 'Failed', status: 'True', reason: 'PodFailurePolicy', message: fate };
  return { status: { failed: 1, conditions: [failed] } };
}

/** Labels of the template have to hold those of the selector, or the API server refuses. */
function refuseSelector({ inputs }: { readonly inputs: JsonObject }): string | undefined {
  const labels = objectAt(inputs, 'spec', 'template', 'metadata', 'labels');
  const wanted: readonly (readonly [string, Json])[] = Object.entries(
    objectAt(inputs, 'spec', 'selector', 'matchLabels'),
  );
  if (wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value)) return undefined;
  return 'Invalid: spec.template.metadata.labels: Invalid value: `selector` does not match template `labels`';
}

/** Objects that run pods. */
export const workloadModels: readonly ResourceModel[] = [
  objectModel({ type: DEPLOYMENT, fixed: ['spec.selector'], computed: rolledOut, refuses: refuseSelector }),
  objectModel({ type: 'kubernetes:batch/v1:CronJob', computed: () => ({ status: {} }) }),
  objectModel({
    type: 'kubernetes:batch/v1:Job',
    fixed: ['spec.template', 'spec.selector', 'spec.completions', 'spec.podFailurePolicy'],
    computed: ended,
  }),
];

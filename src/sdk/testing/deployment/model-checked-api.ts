import type { AwsApi } from '../../verifier.js';

/** The same answers; notes what AWS's own model has against a call or its answer. */
export function modelCheckedApi(aws: AwsApi, slips: Set<string>): AwsApi {
  return {
    call: async (operation, params) => {
      const { againstModel } = await import('../../../adapters/aws-api/operation-model.js');
      const answer = await aws.call(operation, params);
      for (const slip of await againstModel(operation, params, answer)) slips.add(slip);
      return answer;
    },
  };
}

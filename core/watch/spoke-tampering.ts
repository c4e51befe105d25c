import { nameOf, type Place } from './name-of.ts';
import { FROM_AWS, type Pattern } from './pattern.ts';
import { regionalTampering, type TamperPatterns } from './tamper-patterns.ts';

/**
 * StackSets change a spoke by a role of this name, and an update would tell people of each part in each
 * account and Region; `stackSetTampering` tells of the update once, at the hub. Whoever makes a role of the
 * name is kept from it by the policy in docs/organization.md (CloudFormation user guide,
 * stacksets-orgs-enable-trusted-access, read 2026-11-25).
 */
const NOT_STACK_SETS: Pattern = {
  sessionContext: {
    sessionIssuer: {
      userName: [{ 'anything-but': { prefix: ['stacksets-exec-'] } }, { exists: false }],
    },
  },
};

/** What is changed in a spoke, by anybody but StackSets: as in a Region of the hub, without functions. */
export function spokeTampering(place: Place): TamperPatterns {
  const { functions: _, mappings: __, ...patterns } = regionalTampering(place);
  const byPeople = Object.entries(patterns).map(([what, pattern]) => {
    const detail = { ...(pattern.detail as Pattern), userIdentity: NOT_STACK_SETS };
    return [what, { ...pattern, detail }] as const;
  });
  return Object.fromEntries(byPeople);
}

/** What is changed in the StackSet that brings spokes, at home. */
export function stackSetTampering(place: Place): TamperPatterns {
  return {
    'stack-set': {
      source: FROM_AWS,
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        eventSource: ['cloudformation.amazonaws.com'],
        eventName: [
          'DeleteStackSet',
          'UpdateStackSet',
          'DeleteStackInstances',
          'UpdateStackInstances',
          'StopStackSetOperation',
        ],
        requestParameters: { stackSetName: [{ prefix: nameOf('spokesStack', place) }] },
      },
    },
  };
}

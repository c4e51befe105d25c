/** What evidence cannot show, and why: a name and a reason each. `docs/evidence.md` says the same. */
export const EVIDENCE_LIMITS: readonly (readonly [name: string, why: string])[] = [
  [
    'The live leg is best effort.',
    "AWS says so of CloudTrail's way to EventBridge. What never arrived cannot be sealed. Reconciliation compares evidence with the trail's files every day and adds what is missing, marked as such; the hourly comparison with Bedrock's own count (UnseenCalls) says within 35 minutes that something is missing.",
  ],
  [
    'Work without a Region.',
    'For batch, asynchronous and Data Automation jobs no record says where they ran. The profile that they name is judged, and the report says "Region never recorded".',
  ],
  [
    'Processing, not storage.',
    'Some models keep prompts in the destination Region for abuse detection, and the Responses API keeps responses for 30 days where they were made unless told not to. No CloudTrail record says so of a call.',
  ],
  [
    'What the trail does not select.',
    'Mantle, asynchronous and bidirectional calls, guardrail evaluations, agents and flows are data events. They are seen where a trail selects them, and are silence otherwise.',
  ],
  [
    'The second hop.',
    'AWS authorizes the model in the destination Region too; that check leaves no record. A destination needs no opt-in by the account.',
  ],
  [
    'The bill.',
    'Calls are billed in the source Region, wherever they ran: a bill proves nothing here.',
  ],
  [
    'Prompts.',
    'CloudTrail does not hold them. What was in a call that left is for its owner to say.',
  ],
  ['AWS itself.', "All of this takes CloudTrail's word for where a model ran."],
];

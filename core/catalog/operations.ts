import * as generated from './generated.ts';

/** Names of Bedrock's API operations, from the service models (date: `AS_OF` in generated.ts). */

/** Operations that run a model in the call itself. */
export const INFERENCE = setOf(generated.INFERENCE_OPERATIONS);

/** The same at the `bedrock-mantle` endpoint. */
export const MANTLE_INFERENCE = setOf(generated.MANTLE_INFERENCE_OPERATIONS);

/** Work whose Region no record will name. */
export const SUBMISSIONS = setOf(generated.SUBMISSION_OPERATIONS);

/** Control-plane operations of Bedrock and of Data Automation. */
export const CONTROL_PLANE = setOf(generated.CONTROL_PLANE_OPERATIONS);

/** Operations of agents; their model calls appear as calls of their own. */
export const AGENT = setOf(generated.AGENT_OPERATIONS);

function setOf(names: string): ReadonlySet<string> {
  return new Set(names.split(' '));
}

/** What an AccessDenied message of AWS says. */
export type Denial = {
  /** The session or user that was refused. */
  readonly principal: string;
  /** "bedrock:InvokeModel" */
  readonly action: string;
  /** The resource that was refused, as it was named. */
  readonly resource: string;
  /** The Region in the resource; empty for the third resource of `global.` profiles. */
  readonly region: string;
  /** The id of the model or profile in the resource; null where it is neither. */
  readonly modelId: string | null;
  readonly resourceType: string;
  /** Which kind of policy refused; null where the message does not say. */
  readonly layer: Layer | null;
  /** Some policy says Deny; else none says Allow. */
  readonly explicit: boolean;
  /** The policy that refused, where the message names it. */
  readonly policyArn: string | null;
};

/**
 * Kinds of policy that a message can name.
 *
 * Source: IAM user guide, reference_policies_evaluation-logic and troubleshoot_access-denied (read
 * 2026-11-25).
 */
const LAYERS = [
  'service control policy',
  'resource control policy',
  'identity-based policy',
  'resource-based policy',
  'permissions boundary',
  'session policy',
  'VPC endpoint policy',
] as const;
type Layer = (typeof LAYERS)[number];

const REFUSAL =
  /User: (\S{1,2048}) is not authorized to perform: ([a-z0-9-]{1,64}:[A-Za-z*]{1,128}) on resource: (\S{1,2048})/;
const POLICY_ARN = /arn:aws[a-z-]{0,16}:(?:organizations|iam)::[^\s"]{1,512}/;
const MOST = 8192;

/** Reads a message as AWS writes it, with whatever a program put around it. Null where it is none. */
export function readDenial(text: string): Denial | null {
  const message = text.slice(0, MOST).replace(/\s+/g, ' ');
  const match = REFUSAL.exec(message);
  if (match === null) return null;
  const [whole, principal = '', action = '', named = ''] = match;
  const resource = named.replace(/[.,;:"')\]}]+$/, '');
  const rest = message.slice(match.index + whole.length);
  const [, , , region = '', , ...path] = resource.split(':');
  const [resourceType = '', ...id] = path.join(':').split('/');
  return {
    principal,
    action,
    resource,
    region,
    modelId: modelOf(resourceType, id.join('/'), resource),
    resourceType,
    layer: LAYERS.find((layer) => rest.toLowerCase().includes(layer.toLowerCase())) ?? null,
    explicit: rest.includes('explicit deny'),
    policyArn: POLICY_ARN.exec(rest)?.[0] ?? null,
  };
}

/** An application profile is known by its whole ARN. */
function modelOf(type: string, id: string, resource: string): string | null {
  if (type === 'application-inference-profile') return resource;
  return type === 'foundation-model' || type === 'inference-profile' ? id : null;
}

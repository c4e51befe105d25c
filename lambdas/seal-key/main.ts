import { fieldOf } from '../../core/judge/json-fields.ts';
import { createPublicKeyReader } from '../../io/public-key.ts';
import { describeKey } from './describe-key.ts';

const getPublicKey = createPublicKeyReader(process.env.AWS_REGION ?? '');

/** What CloudFormation calls when the seal key is made, changed or taken away. */
export async function handler(request: unknown): Promise<void> {
  const body = JSON.stringify(await describeKey(request, getPublicKey));
  const answer = await fetch(String(fieldOf(request, 'ResponseURL')), { method: 'PUT', body });
  if (!answer.ok) throw new Error(`CloudFormation did not take the answer: ${answer.status}`);
}

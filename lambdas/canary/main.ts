import { createModelCaller } from '../../io/call-model.ts';
import { sendCanary } from './canary.ts';

/** Any model that is known everywhere does: the call is refused before it is looked at. */
const MODEL = 'amazon.nova-micro-v1:0';

const callModel = createModelCaller(process.env.AWS_REGION ?? '');

/** What the scheduler calls each hour. */
export async function handler(): Promise<void> {
  console.info({ message: await sendCanary(() => callModel(MODEL)) });
}

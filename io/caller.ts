import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { CLIENT_OPTIONS } from './client-options.ts';

/** The account of whoever runs this, and the Region that is set for them. */
export type Caller = { readonly accountId: string; readonly region: string };

/** Asks who is calling; needs credentials and no permission. `region`: instead of the one that is set. */
export async function whoCalls(region: string | undefined): Promise<Caller> {
  const client = new STSClient({ ...CLIENT_OPTIONS, ...(region === undefined ? {} : { region }) });
  const { Account } = await client.send(new GetCallerIdentityCommand({}));
  if (Account === undefined)
    throw new TypeError('the answer of GetCallerIdentity holds no account');
  return { accountId: Account, region: await client.config.region() };
}

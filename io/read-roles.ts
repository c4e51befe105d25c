import { STSClient } from '@aws-sdk/client-sts';
import { nameOf } from '../core/watch/name-of.ts';
import { assumeRole } from './assume-role.ts';
import { CLIENT_OPTIONS } from './client-options.ts';

type Provider = ReturnType<typeof assumeRole>;
type Credentials = Awaited<ReturnType<Provider>>;

/** New ones are asked for so long before they end. */
const MARGIN_MS = 5 * 60_000;

/**
 * Gives credentials of the role by which the watcher may look into an account and Region of its
 * organization, each kept for the hour that it lasts; none for the watcher's own account. Needs
 * `sts:AssumeRole` on them. `homeRegion`: whose STS is asked, also for other Regions.
 */
export function createReadRoles(
  {
    prefix,
    partition,
    ownAccount,
  }: { readonly prefix: string; readonly partition: string; readonly ownAccount: string },
  homeRegion: string,
) {
  const client = new STSClient({ ...CLIENT_OPTIONS, region: homeRegion });
  const kept = new Map<string, Credentials>();
  return (accountId: string, region: string): Provider | undefined => {
    if (accountId === ownAccount) return undefined;
    const roleArn = `arn:${partition}:iam::${accountId}:role/${nameOf('readRole', { prefix, region })}`;
    const ask = assumeRole(roleArn, homeRegion, client);
    return async () => {
      const known = kept.get(roleArn);
      if (Number(known?.expiration ?? 0) - MARGIN_MS > Date.now() && known !== undefined)
        return known;
      const fresh = await ask();
      kept.set(roleArn, fresh);
      return fresh;
    };
  };
}

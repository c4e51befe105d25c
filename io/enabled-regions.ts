import { AccountClient, paginateListRegions, type RegionOptStatus } from '@aws-sdk/client-account';
import { CLIENT_OPTIONS } from './client-options.ts';

/** One that is being disabled, or enabled, may be called too. */
const NOT_DISABLED: RegionOptStatus[] = ['ENABLED', 'ENABLED_BY_DEFAULT', 'ENABLING', 'DISABLING'];

/**
 * The Regions that an account can use: the caller's own, or a member of its organization. Needs
 * `account:ListRegions`; for a member also trusted access of AWS Account Management, in the management
 * account or one that it delegated to.
 */
export async function listEnabledRegions(
  region: string,
  memberId?: string,
  client = new AccountClient({ ...CLIENT_OPTIONS, region }),
): Promise<readonly string[]> {
  const enabled: string[] = [];
  const input = {
    RegionOptStatusContains: NOT_DISABLED,
    ...(memberId === undefined ? {} : { AccountId: memberId }),
  };
  for await (const { Regions = [] } of paginateListRegions({ client }, input)) {
    enabled.push(...Regions.flatMap(({ RegionName }) => RegionName ?? []));
  }
  if (enabled.length === 0) throw new TypeError('the answer of ListRegions holds no Region');
  return enabled;
}

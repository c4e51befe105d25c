import { AccountClient, paginateListRegions } from '@aws-sdk/client-account';
import { CLIENT_OPTIONS } from './client-options.ts';

/** The Regions that this account can use. Needs `account:ListRegions`. */
export async function listEnabledRegions(region: string): Promise<readonly string[]> {
  const client = new AccountClient({ ...CLIENT_OPTIONS, region });
  const enabled: string[] = [];
  const input = { RegionOptStatusContains: ['ENABLED' as const, 'ENABLED_BY_DEFAULT' as const] };
  for await (const { Regions = [] } of paginateListRegions({ client }, input)) {
    enabled.push(...Regions.flatMap(({ RegionName }) => RegionName ?? []));
  }
  if (enabled.length === 0) throw new TypeError('the answer of ListRegions holds no Region');
  return enabled;
}

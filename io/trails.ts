import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  type GetEventSelectorsResponse,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import type { SeenTrail, Selectors } from '../core/doctor/check-trail.ts';
import { ask } from './ask.ts';
import { CLIENT_OPTIONS } from './client-options.ts';

/**
 * Every trail that records one Region. Needs `cloudtrail:DescribeTrails`, `cloudtrail:GetTrailStatus`
 * and `cloudtrail:GetEventSelectors`.
 */
export async function lookAtTrails(region: string): Promise<readonly SeenTrail[]> {
  const client = new CloudTrailClient({ ...CLIENT_OPTIONS, region });
  const { trailList } = await client.send(new DescribeTrailsCommand({}));
  if (trailList === undefined) throw new TypeError('the answer of DescribeTrails holds no list');
  return Promise.all(
    trailList.map(async (trail): Promise<SeenTrail> => {
      const { Name = '', TrailARN: arn = Name, HomeRegion = region } = trail;
      return {
        name: Name,
        arn,
        homeRegion: HomeRegion,
        multiRegion: trail.IsMultiRegionTrail === true,
        logging: await ask('cloudtrail:GetTrailStatus', async () => {
          const { IsLogging } = await client.send(new GetTrailStatusCommand({ Name: arn }));
          return IsLogging === true;
        }),
        selectors: await ask('cloudtrail:GetEventSelectors', async () =>
          readSelectors(await client.send(new GetEventSelectorsCommand({ TrailName: arn }))),
        ),
      };
    }),
  );
}

function readSelectors({
  EventSelectors = [],
  AdvancedEventSelectors = [],
}: GetEventSelectorsResponse): Selectors {
  return {
    basic: EventSelectors.map(({ ReadWriteType = 'All', IncludeManagementEvents = true }) => ({
      readWriteType: ReadWriteType,
      management: IncludeManagementEvents,
    })),
    advanced: AdvancedEventSelectors.map(({ FieldSelectors = [] }) =>
      FieldSelectors.map(({ Field: field = '', Equals, NotEquals, ...others }) => ({
        // Whatever else narrows a selector is not understood, and so lets nothing through.
        field: Object.values(others).some((value) => value !== undefined) ? `${field}*` : field,
        equals: Equals ?? [],
        notEquals: NotEquals ?? [],
      })),
    ),
  };
}

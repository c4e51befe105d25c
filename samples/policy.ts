import { ACCOUNT } from './callers.ts';
import { MODEL } from './models.ts';

/** The policy of the sample organization: `samples/geofence.json`. */
export const POLICY = {
  fences: [
    {
      name: 'eu',
      allow: ['eu'],
      scope: { sourceRegions: ['eu-central-1', 'eu-central-2', 'eu-west-2', 'eu-west-3'] },
    },
    { name: 'us', allow: ['us'] },
  ],
  waivers: [
    {
      id: 'W-7',
      scope: { accounts: [ACCOUNT.prodChat], sourceRegions: ['eu-central-2'] },
      regions: ['eu-central-2'],
      reason: 'Swiss pilot until its move to Frankfurt',
      owner: 'team-chat',
      approvedBy: 'data-protection',
      ticket: 'GEO-107',
      from: '2026-10-12',
      until: '2026-11-03T12:00:00Z',
    },
  ],
  accounts: {
    [ACCOUNT.prodChat]: { name: 'prod-chat', owner: 'team-chat' },
    [ACCOUNT.research]: { name: 'research', owner: 'team-research' },
    [ACCOUNT.batchEu]: { name: 'batch-eu', owner: 'team-data' },
  },
  examples: [
    { profile: MODEL.sonnet, sourceRegion: 'eu-central-1', expect: 'inside' },
    { profile: MODEL.sonnet, sourceRegion: 'eu-west-2', expect: 'outside' },
    { profile: MODEL.globalSonnet, sourceRegion: 'eu-central-1', expect: 'outside' },
    { profile: MODEL.usOpus, sourceRegion: 'us-east-2', expect: 'inside' },
    { model: MODEL.titanEmbed, sourceRegion: 'eu-west-3', expect: 'inside' },
  ],
  catalog: { profiles: [{ id: MODEL.profileNamedByPolicy, copyFrom: MODEL.sonnet }] },
};

/** JSON with short lists and objects on one line, as the project's formatter writes them. */
export function formatJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  const short = text.replaceAll(
    /\[\n\s+([^[\]{}]*?)\n\s+\]/g,
    (_, inner: string) => `[${inner.replaceAll(/\n\s+/g, ' ')}]`,
  );
  return `${short}\n`;
}

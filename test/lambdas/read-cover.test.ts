import { expect, it } from 'vitest';
import { readCover } from '../../lambdas/coverage/read-settings.ts';
import { aFence } from '../core/judge/judge-records.ts';

const ENVIRONMENT = {
  ...{ HOME_REGION: 'eu-central-1', AWS_REGION: 'eu-central-1', EVIDENCE_BUCKET: 'b' },
  ...{ EVIDENCE_LOCK_MODE: 'GOVERNANCE', EVIDENCE_LOCK_DAYS: '400' },
  ...{ FINDINGS_TOPIC_ARN: 'arn:aws:sns:eu-central-1:1:t', ALARMS_TOPIC_ARN: 'arn:aws:sns:x' },
  ...{ NAME_PREFIX: 'bedrock-geofence', HUB_ACCOUNT: '555566667777' },
};
const DEPLOYMENT = {
  policy: aFence('eu'),
  version: '1.2.3',
  tell: { accountNames: {}, runbookUrl: null, dashboardUrl: 'https://example.com' },
};

it('reads the prefix and the account of the hub beside what ingest reads', () => {
  expect(readCover(ENVIRONMENT, DEPLOYMENT)).toMatchObject({
    ...{ kind: 'settings', hubAccount: '555566667777' },
    cover: { prefix: 'bedrock-geofence' },
  });
});

it.each([
  ['NAME_PREFIX', { NAME_PREFIX: undefined }, 'NAME_PREFIX is missing'],
  ['HUB_ACCOUNT', { HUB_ACCOUNT: undefined }, 'HUB_ACCOUNT is no account'],
  ['an account of 11 digits', { HUB_ACCOUNT: '55556666777' }, 'HUB_ACCOUNT is no account'],
])('%s is missing or wrong: said by its name, with all the rest', (_, over, says) => {
  const read = readCover({ ...ENVIRONMENT, ...over, EVIDENCE_BUCKET: '' }, DEPLOYMENT);
  const problems = read.kind === 'problems' ? read.problems.join('; ') : '';
  expect(problems).toContain(says);
  expect(problems).toContain('EVIDENCE_BUCKET is missing');
});

import { describe, expect, it } from 'vitest';
import { readSettings } from '../../lambdas/ingest/read-settings.ts';
import { aFence } from '../core/judge/judge-records.ts';

const ENVIRONMENT = {
  HOME_REGION: 'eu-central-1',
  EVIDENCE_BUCKET: 'b',
  EVIDENCE_LOCK_MODE: 'COMPLIANCE',
  EVIDENCE_LOCK_DAYS: '400',
  FINDINGS_TOPIC_ARN: 'arn:aws:sns:eu-central-1:1:t',
  ALARMS_TOPIC_ARN: 'arn:aws:sns:eu-central-1:1:m',
  AWS_REGION: 'us-east-1',
};
const DEPLOYMENT = {
  policy: aFence('eu'),
  version: '1.2.3',
  tell: { accountNames: {}, runbookUrl: null, dashboardUrl: 'https://example.com' },
};

describe('what a deployment fixes', () => {
  it('is read', () => {
    expect(readSettings(ENVIRONMENT, DEPLOYMENT)).toMatchObject({
      kind: 'settings',
      ingest: {
        region: 'us-east-1',
        version: '1.2.3',
        policySha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      destinations: { homeRegion: 'eu-central-1', lockMode: 'COMPLIANCE', lockDays: 400 },
    });
  });

  it.each(Object.keys(ENVIRONMENT))('%s is missing: said by its name', (name) => {
    const read = readSettings({ ...ENVIRONMENT, [name]: undefined }, DEPLOYMENT);
    expect(read.kind === 'problems' && read.problems).toEqual([
      `environment variable ${name} is missing`,
    ]);
  });

  it.each<readonly [string, object, unknown, string]>([
    ['no file', {}, null, 'deployment.json holds no resolved policy'],
    [
      'a policy file in place of a resolved policy',
      {},
      { ...DEPLOYMENT, policy: { fences: [] } },
      'deployment.json holds no resolved policy',
    ],
    ['no version', {}, { ...DEPLOYMENT, version: '' }, 'deployment.json holds no version'],
    [
      'nobody knows how to tell',
      {},
      { ...DEPLOYMENT, tell: {} },
      'deployment.json does not say how to tell',
    ],
    ...['many', '0', '-1', '1.5'].map(
      (days) =>
        [
          `${days} days`,
          { EVIDENCE_LOCK_DAYS: days },
          DEPLOYMENT,
          'EVIDENCE_LOCK_DAYS is no whole number of days above 0',
        ] as const,
    ),
    [
      'a lock that is none',
      { EVIDENCE_LOCK_MODE: 'governance' },
      DEPLOYMENT,
      'EVIDENCE_LOCK_MODE is neither COMPLIANCE nor GOVERNANCE',
    ],
  ])('%s', (_, over, deployment, problem) => {
    const read = readSettings({ ...ENVIRONMENT, ...over }, deployment);
    expect(read.kind === 'problems' && read.problems).toContain(problem);
  });
});

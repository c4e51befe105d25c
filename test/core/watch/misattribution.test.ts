import { describe, expect, it } from 'vitest';
import { asEvent } from '../../../core/watch/as-event.ts';
import { describeMisattribution, misattributionOf } from '../../../core/watch/misattribution.ts';
import { readMessage } from '../../../core/watch/read-message.ts';
import { aCall } from '../judge/records.ts';

const OURS = '111122223333';
const OTHER = '444455556666';
const event = (envelope: object, record: object = {}) => ({
  ...asEvent(aCall({ recipientAccountId: OURS, awsRegion: 'eu-central-1', ...record })),
  ...envelope,
});

describe('an envelope that contradicts its record', () => {
  it.each([
    ['another account', event({ account: OTHER }), OTHER, 'eu-central-1'],
    ['another Region', event({ region: 'eu-west-1' }), OURS, 'eu-west-1'],
    ['both', event({ account: OTHER, region: 'eu-west-1' }), OTHER, 'eu-west-1'],
    ['another account, no Region', event({ account: OTHER, region: '' }), OTHER, null],
    ['no Region', event({ region: undefined }), OURS, null],
    ['nothing', event({ account: undefined, region: undefined }), null, null],
    ['an account that is no text', event({ account: 111122223333 }), null, 'eu-central-1'],
  ])('%s', (_, envelope, account, region) => {
    const found = misattributionOf(envelope);
    expect(found?.stamped).toEqual({ account, region });
    expect(found?.named).toEqual({ account: OURS, region: 'eu-central-1' });
  });

  it('is described with both sides', () => {
    const found = misattributionOf(event({ account: OTHER, region: '' }));
    expect(found && describeMisattribution(found)).toBe(
      `EventBridge stamped ${OTHER} in no Region, and the record names ${OURS} in eu-central-1`,
    );
  });
});

describe('no contradiction', () => {
  it.each([
    ['the same on both sides', event({})],
    [
      'a caller of another account: each account gets a record of its own',
      event({}, { userIdentity: { type: 'AssumedRole', accountId: OTHER } }),
    ],
    ['a record without recipientAccountId', event({}, { recipientAccountId: undefined })],
    [
      'a record without recipientAccountId, of a caller of another account',
      event({}, { recipientAccountId: undefined, userIdentity: { accountId: OTHER } }),
    ],
    ['no record', { account: OTHER }],
    ['nothing', null],
  ])('%s', (_, envelope) => {
    expect(misattributionOf(envelope)).toBeNull();
  });
});

it('changes nothing of what the record turned out to be', () => {
  const honest = event({});
  const before = readMessage(JSON.stringify(honest));
  const after = readMessage(JSON.stringify({ ...honest, account: OTHER }));
  expect(after.reading).toEqual(before.reading);
  expect(after.misattribution).not.toEqual(before.misattribution);
});

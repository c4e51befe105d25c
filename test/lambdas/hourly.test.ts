import { describe, expect, it } from 'vitest';
import { compareInvocations } from '../../lambdas/seal/compare-invocations.ts';
import { runHourly } from '../../lambdas/seal/hourly.ts';
import { aCall, aReported, aStream } from '../core/judge/records.ts';
import { anHour } from './an-hour.ts';

const HOUR = '2026-11-03T10';
const NOW = Date.parse('2026-11-03T11:35:00Z');

describe('comparing with what Bedrock counted', () => {
  const compare = async (counted: number | Error, hour = anHour(NOW)) => {
    hour.invocations.set('eu-central-1', counted);
    return compareInvocations(HOUR, ['eu-central-1'], hour.ports);
  };
  const of = (unseen: number) => [{ kind: 'compared', region: 'eu-central-1', unseen }];

  it('finds calls that no record told of', async () => {
    const hour = anHour(NOW);
    hour.keep(HOUR, aCall(), aReported('eu-west-1'), aStream());
    expect(await compare(3, hour)).toEqual(of(0));
    expect(await compare(5, hour)).toEqual(of(2));
    expect(await compare(1, hour)).toEqual(of(0));
  });

  it('counts records that were written in the next hour, each call once', async () => {
    const hour = anHour(NOW);
    const call = aCall();
    hour.keep(HOUR, call);
    hour.keep('2026-11-03T11', call, aCall({ eventTime: '2026-11-03T10:59:59Z' }));
    expect(await compare(2, hour)).toEqual(of(0));
    expect(await compare(3, hour)).toEqual(of(1));
  });

  it.each([
    ['a refused call', aCall({ errorCode: 'AccessDenied' })],
    ['a call of another hour', aCall({ eventTime: '2026-11-03T09:57:59Z' })],
    ['a call of mantle', aCall({ eventSource: 'bedrock-mantle.amazonaws.com' })],
    ['a call of another Region', aCall({ awsRegion: 'eu-west-1' })],
  ])('%s speaks for none', async (_, record) => {
    const hour = anHour(NOW);
    hour.keep(HOUR, record);
    expect(await compare(1, hour)).toEqual(of(1));
  });

  it('says where it could not compare', async () => {
    expect(await compare(new TypeError('no'))).toEqual([
      { kind: 'not-compared', region: 'eu-central-1', error: 'TypeError' },
    ]);
  });
});

describe('the hourly run', () => {
  it('closes, compares and seals, and says so in metrics', async () => {
    const hour = anHour(NOW);
    hour.keep('2026-11-03T09', aCall({ eventTime: '2026-11-03T09:30:00Z' }));
    hour.keep(HOUR, aReported('us-east-1'));
    hour.invocations.set('eu-central-1', 4);
    await runHourly(hour.settings, hour.ports);
    const keys = [...hour.objects.keys()];
    expect(keys).toContain('seals/v1/date=2026-11-03/hour=10.json');
    expect(keys).toContain('seals/v1/date=2026-11-03/hour=10.sig');
    expect(hour.messages).toHaveLength(1);
    expect(hour.total('OpenFindings')).toBe(1);
    expect(hour.total('SealsCurrent')).toBe(1);
    expect(hour.total('SealProblems')).toBe(0);
    expect(hour.total('UnseenCalls', { SourceRegion: 'eu-central-1' })).toBe(3);
    expect(hour.total('UnseenCalls')).toBe(3);
  });

  it('seals also where people cannot be told, and fails in the end', async () => {
    const hour = anHour(NOW, (effect) => (effect === 'publish' ? 'before' : null));
    hour.keep(HOUR, aReported('us-east-1'));
    await expect(runHourly(hour.settings, hour.ports)).rejects.toThrow('500');
    expect([...hour.objects.keys()]).toContain('seals/v1/date=2026-11-03/hour=10.sig');
    expect(hour.logs.some(({ message }) => message === 'closing the hour failed')).toBe(true);
  });

  it('does not say that seals are current where sealing failed', async () => {
    const hour = anHour(NOW, (effect) => (effect === 'sign' ? 'before' : null));
    await expect(runHourly(hour.settings, hour.ports)).rejects.toThrow('500');
    expect(hour.total('SealsCurrent')).toBe(0);
  });

  it('notices a sealed object that is gone', async () => {
    const hour = anHour(NOW);
    hour.keep(HOUR, aCall());
    await runHourly(hour.settings, hour.ports);
    const [key = ''] = [...hour.objects.keys()].filter((each) => each.startsWith('evidence/'));
    hour.objects.delete(key);
    hour.clock.nowMs += 3_600_000;
    await runHourly(hour.settings, hour.ports);
    expect(hour.total('SealProblems')).toBe(1);
  });

  it('says where the count of Bedrock could not be read', async () => {
    const hour = anHour(NOW);
    hour.keep('2026-11-03T09', aCall());
    hour.invocations.set('eu-central-1', new Error('AccessDenied'));
    await runHourly(hour.settings, hour.ports);
    expect(hour.total('NotCompared', { SourceRegion: 'eu-central-1' })).toBe(1);
  });

  it('compares no hour in which the watcher was not there from its beginning', async () => {
    const hour = anHour(NOW);
    hour.keep(HOUR, aCall());
    hour.invocations.set('eu-central-1', 1000);
    await runHourly(hour.settings, hour.ports);
    expect(hour.total('UnseenCalls')).toBe(0);
    expect(hour.data.some(({ name }) => name === 'UnseenCalls')).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { isSignedBy } from '../../core/prove/check-signature.ts';
import { aSealer, KEY_ARN, PUBLIC_KEY } from './a-sealer.ts';
import { aDay, at, key, packed } from './an-unsealed-day.ts';

describe('what is sealed', () => {
  it('every hour from the first object to the last that is safely past, empty ones too', async () => {
    const sealer = await aDay();
    const { hours, caughtUp } = await sealer.run();
    expect(hours).toEqual(['10', '11', '12', '13'].map((hour) => `2026-11-03T${hour}`));
    expect(caughtUp).toBe(true);
    expect(sealer.seals().map(({ objects }) => objects.length)).toEqual([3, 0, 2, 0]);
  });

  it.each([
    ['13:09:59', '11'],
    ['13:10:00', '12'],
  ])('at %s the last hour is %s', async (now, last) => {
    const sealer = await aDay();
    sealer.clock.nowMs = at(now);
    const { hours } = await sealer.run();
    expect(hours.at(-1)).toBe(`2026-11-03T${last}`);
  });

  it('says what the hour holds, who sealed it, and the seal before', async () => {
    const sealer = await aDay();
    await sealer.run();
    const [first, second] = sealer.seals();
    expect(first).toMatchObject({
      hour: '2026-11-03T10',
      hours: 'writing',
      final: false,
      previous: null,
      sealed: '2026-11-03T14:10:00.000Z',
      signer: { algorithm: 'ECDSA_SHA_256', key: KEY_ARN, fingerprint: PUBLIC_KEY.fingerprint },
      code: '1.2.3',
      regions: ['eu-central-1'],
      counts: [{ accountId: '111122223333', sourceRegion: 'eu-central-1', calls: 1 }],
      unreadable: 0,
      quarantined: 0,
    });
    expect(first?.objects.map((object) => object.key.split('/')[0])).toEqual([
      'evidence',
      'policies',
      'told',
    ]);
    expect(second).toMatchObject({ previous: { hour: '2026-11-03T10' }, objects: [] });
    expect(second?.policies).toEqual(first?.policies);
    expect(second?.policies).toHaveLength(1);
  });

  it('each seal is signed, and the public key lies beside', async () => {
    const sealer = await aDay();
    await sealer.run();
    const signatures = [...sealer.objects].filter(([each]) => each.endsWith('.sig'));
    expect(signatures).toHaveLength(4);
    for (const [each, { bytes }] of signatures) {
      const seal = sealer.objects.get(each.replace('.sig', '.json'))?.bytes ?? new Uint8Array();
      expect(isSignedBy(PUBLIC_KEY.key, seal, bytes)).toBe(true);
    }
    expect(sealer.objects.has(`keys/v1/${PUBLIC_KEY.fingerprint}.pem`)).toBe(true);
  });

  it('what comes late goes into the next seal, as late, once', async () => {
    const sealer = await aDay();
    await sealer.run();
    sealer.put(key('12', 'late'), packed('{}'), at('14:11:00'));
    sealer.clock.nowMs = at('16:10:00');
    expect(await sealer.run()).toMatchObject({ late: [key('12', 'late')] });
    const named = sealer
      .seals()
      .flatMap(({ hour, objects }) =>
        objects
          .filter((object) => object.key === key('12', 'late'))
          .map(({ late }) => [hour, late]),
      );
    expect(named).toEqual([['2026-11-03T14', true]]);
  });

  it('a marker that was written days after its day belongs to the hour of writing', async () => {
    const sealer = await aDay();
    sealer.put('told/v1/date=2026-10-31/x.json', Buffer.from('{}'), at('13:30:00'));
    await sealer.run();
    const [last] = sealer.seals().slice(-1);
    expect(last?.objects.map((object) => [object.key, object.late])).toEqual([
      ['told/v1/date=2026-10-31/x.json', undefined],
    ]);
    expect(await sealer.run()).toMatchObject({ hours: [], gone: [] });
  });

  it('evidence that cannot be read is sealed, and counted', async () => {
    const sealer = aSealer(at('11:10:00'));
    sealer.put(key('10', 'a'), Buffer.from('no gzip'), at('10:00:00'));
    sealer.put(key('10', 'b'), packed('{"schema":"evidence/2"}'), at('10:00:00'));
    sealer.put(key('10', 'b').replace('evidence', 'quarantine'), packed('{}\n{}'), at('10:00:00'));
    await sealer.run();
    expect(sealer.seals()).toMatchObject([{ unreadable: 2, quarantined: 2 }]);
  });

  it('an empty store is sealed from the first run on', async () => {
    const sealer = aSealer(at('11:10:00'));
    expect((await sealer.run()).hours).toEqual(['2026-11-03T10']);
  });
});

describe('running again', () => {
  it('changes nothing', async () => {
    const sealer = await aDay();
    await sealer.run();
    const before = new Map(sealer.objects);
    sealer.clock.nowMs += 60_000;
    expect(await sealer.run()).toMatchObject({ hours: [], gone: [], missingSeals: [] });
    expect(sealer.objects).toEqual(before);
  });

  it('two runs at once leave one chain', async () => {
    const sealer = await aDay();
    await Promise.allSettled([sealer.run(), sealer.run()]);
    await sealer.run();
    expect(sealer.seals().map(({ hour }) => hour.slice(-2))).toEqual(['10', '11', '12', '13']);
  });

  it('tells a sealed object that is gone, and a seal that is', async () => {
    const sealer = await aDay();
    await sealer.run();
    const [gone = ''] = [...sealer.objects.keys()].filter((each) => each.includes('hour=12/'));
    sealer.objects.delete(gone);
    sealer.objects.delete('seals/v1/date=2026-11-03/hour=11.json');
    expect(await sealer.run()).toMatchObject({
      gone: [gone],
      missingSeals: ['2026-11-03T11'],
    });
  });
});

describe('a seal that stands there unsigned', () => {
  const planted = async (change: (text: string) => string) => {
    const sealer = await aDay();
    await sealer.run();
    const last = 'seals/v1/date=2026-11-03/hour=13';
    const text = Buffer.from(sealer.objects.get(`${last}.json`)?.bytes ?? []).toString();
    sealer.objects.delete(`${last}.sig`);
    sealer.objects.set(`${last}.json`, { bytes: Buffer.from(change(text)), writtenMs: 0 });
    return sealer;
  };

  it('is signed where it is true', async () => {
    const sealer = await planted((text) => text);
    expect((await sealer.run()).hours).toEqual(['2026-11-03T13']);
  });

  it.each([
    [
      'another hash of the seal before',
      (text: string) => text.replace(/"sha256":"../, '"sha256":"00'),
    ],
    ['a time before its hour was past', (text: string) => text.replace('T14:10:00', 'T14:09:59')],
    ['a time to come', (text: string) => text.replace('T14:10:00', 'T14:10:01')],
    [
      'an object that is not there',
      (text: string) =>
        text.replace(
          '"objects":[]',
          `"objects":[{"bytes":1,"key":"${key('13', 'x')}","sha256":"${'0'.repeat(64)}","versionId":null,"written":"2026-11-03T13:00:00.000Z"}]`,
        ),
    ],
    [
      'counts that nothing gives',
      (text: string) => text.replace('"unreadable":0', '"unreadable":1'),
    ],
    ['what is no seal', () => '{}'],
  ])('%s: is not signed', async (_, change) => {
    const sealer = await planted(change);
    await expect(sealer.run()).rejects.toThrow(/seals\/v1\/date=2026-11-03\/hour=13\.json/);
    expect(sealer.objects.has('seals/v1/date=2026-11-03/hour=13.sig')).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import type { BatchReport } from '../../core/distribute/batch-report.ts';
import { mergeParts } from '../../core/distribute/merge-parts.ts';
import { readManifest } from '../../core/distribute/read-manifest.ts';
import { readRunRequest } from '../../core/distribute/run-request.ts';
import { trailItemOf } from '../../core/distribute/trail-item.ts';
import { listTrail, type SizedListing } from '../../lambdas/list-trail/list-trail.ts';

const DAY = { fromMs: Date.parse('2026-11-03'), untilMs: Date.parse('2026-11-04') };
const NIGHT = Date.parse('2026-11-06T03:00:00Z');
const PLACE = { accountId: '111122223333', sourceRegion: 'eu-central-1' };

async function list(entries: readonly (SizedListing | Error)[], manifest: string | null = null) {
  const objects = new Map<string, string>();
  const put = async (key: string, bytes: Uint8Array) =>
    void objects.set(key, Buffer.from(bytes).toString());
  const listed = await listTrail(
    { ...DAY, reader: 'manifest', manifest, concurrency: 5, only: false },
    { name: 'r', nowMs: NIGHT },
    {
      trail: {
        async *list() {
          for (const entry of entries) {
            if (entry instanceof Error) throw entry;
            yield entry;
          }
        },
      },
      evidence: {
        async *list(prefix) {
          if (prefix.includes('11-03')) yield { key: `${prefix}hour=10/eu-central-1-a.jsonl.gz` };
        },
      },
      work: {
        put,
        read: async () => null,
        async *list() {},
        async write(key, pieces) {
          const all: Uint8Array[] = [];
          for await (const piece of pieces) all.push(piece);
          await put(key, Buffer.concat(all));
        },
      },
    },
  );
  const report = JSON.parse(objects.get('runs/r/listed.json') ?? '') as BatchReport;
  return { listed, report, manifest: objects.get('runs/r/manifest.jsonl') };
}

describe('the listing', () => {
  it('names log files and evidence, one a line, and how much there is', async () => {
    const log = { kind: 'log', place: PLACE, deliveredMs: DAY.fromMs } as const;
    const { listed, report, manifest } = await list([
      { ...log, key: 'a', bytes: 300_000_000 },
      { ...log, key: 'b', bytes: 1 },
      { kind: 'other', key: 'notes.txt' },
    ]);
    expect(listed).toMatchObject({ files: 2, kept: 1, items: 3, bytes: 300_000_001 });
    expect(listed.run).toMatchObject({ parts: 2, nowMs: NIGHT, ...DAY });
    expect(report).toMatchObject({ items: 3, others: 1 });
    expect(
      manifest
        ?.trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { Key: 'a' },
      { Key: 'b' },
      { Key: 'evidence/v1/date=2026-11-03/hour=10/eu-central-1-a.jsonl.gz', Side: 'evidence' },
    ]);
  });

  it('a folder that cannot be listed is a gap of its account and Region', async () => {
    const problem = 'access denied';
    const { report } = await list([{ kind: 'gap', key: 's3://a/b/', place: PLACE, problem }]);
    expect(report.unseen).toEqual({ count: 1, shown: [{ where: 's3://a/b/', problem }] });
    expect(report.coverage.unread).toEqual({ '111122223333 eu-central-1': NIGHT });
  });

  it('a trail that may not be listed at all is refused', () =>
    expect(list([new Error('access denied: s3:ListBucket')])).rejects.toThrow('s3:ListBucket'));
});

describe('a list by somebody else', () => {
  it.each([
    ['s3://work/manifests/two', { manifest: 's3://work/manifests/two' }],
    [null, {}],
  ])('%s: is named in the report', async (manifest, expected) => {
    const { listed, report } = await list([], manifest);
    const merged = mergeParts(listed.run, report, []).report;
    expect('manifest' in merged ? { manifest: merged.manifest } : {}).toEqual(expected);
  });

  const TRAIL = { bucket: 'trail', prefix: 'org' };
  const KEY = 'org/AWSLogs/o-1/111122223333/CloudTrail/eu-central-1/2026/11/03/x.json.gz';
  it.each([
    ['a key', KEY],
    ['an address', `s3://trail/${KEY}`],
    ['a line of S3 Inventory', `"trail","${KEY.replaceAll('/', '%2F')}","512"`],
    ['lines that end as on Windows', `${KEY}\r\n`],
  ])('may hold %s', (_, text) =>
    expect(readManifest(text, TRAIL)).toEqual({ kind: 'keys', keys: [KEY] }),
  );

  it.each([
    ['nothing', '', 'it names no file'],
    ['another bucket', `${KEY}\ns3://other/${KEY}`, 'line 2: it is in the bucket "other"'],
    ['a file of another trail', KEY.replace('org/', 'dev/'), ' is no key of the trail'],
    ['a file below the prefix of none', KEY.replace('org/', ''), ', org/AWSLogs/...'],
    ['what is no key', 'nonsense', 'line 1: "nonsense" is no key'],
    ['a broken code', '"trail","%zz"', 'line 1: '],
  ])('is refused as a whole where it holds %s', (_, text, problem) => {
    const read = readManifest(text, TRAIL);
    expect(read.kind === 'bad' && read.problems.join()).toContain(problem);
  });

  it('says ten problems at most', () => {
    const read = readManifest('x\n'.repeat(500), TRAIL);
    expect(read.kind === 'bad' && read.problems).toHaveLength(10);
  });
});

describe('what a key is to a run', () => {
  const below = 'p/AWSLogs/o-1/111122223333/CloudTrail/eu-central-1/2026/11/03';
  const name = (stamp: string) => `111122223333_CloudTrail_eu-central-1_${stamp}Z_Abc.json.gz`;
  it.each([
    [`${below}/${name('20261103T1040')}`, 'log'],
    [`${below}/notes.txt`, 'other'],
    [`${below.replace('/03', '/02')}/${name('20261102T2359')}`, 'elsewhere'],
    [`${below.replace('/03', '/07')}/${name('20261107T0000')}`, 'elsewhere'],
    [`${below.replace('CloudTrail', 'CloudTrail-Digest')}/${name('20261103T1040')}`, 'elsewhere'],
    ['p/AWSLogs/o-1/111122223333/Config/eu-central-1/2026/11/03/x.json.gz', 'elsewhere'],
    ['notes.txt', 'elsewhere'],
  ])('%s: %s', (key, kind) => expect(trailItemOf(key, DAY).kind).toBe(kind));
});

it.each([
  ['nothing', null, ['the input: ']],
  ['too little', { fromMs: 1 }, ['untilMs: ', 'reader: ', 'manifest: ', 'concurrency: ', 'only: ']],
  [
    'time that runs backwards',
    { fromMs: 2, untilMs: 1, reader: 'manifest', manifest: null, concurrency: 1, only: true },
    ['fromMs: it is not before untilMs'],
  ],
])('an input that holds %s is refused, all problems at once', (_, value, problems) => {
  const read = readRunRequest(value);
  const text = read.kind === 'problems' ? read.problems.join('\n') : '';
  for (const problem of problems) expect(text).toContain(problem);
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../core/catalog/known.ts';
import { readRecord } from '../../core/judge/read-record.ts';
import { splitRecords } from '../../core/scan/split-records.ts';
import { auditFiles } from '../cli/audit-files.ts';
import { aFence, judge, judgeCalls } from '../core/judge/judge-records.ts';

/** Real records that nobody here wrote. They are not part of this repository. */
const FOLDER = '../shared/conformance/cloudtrail';
const isHere = existsSync(FOLDER);
if (!isHere) console.warn(`conformance: skipped, because ${FOLDER} is not here`);

describe.skipIf(!isHere)('real CloudTrail records', () => {
  it('2,900 ordinary records hold no call', async () => {
    const { exit, report } = await auditFiles([`${FOLDER}/invictus`], ['eu']);
    expect(report?.totals).toMatchObject({
      files: 55,
      records: 2900,
      calls: 0,
      submissions: 0,
      unreadableRecords: 0,
      unrecognised: 0,
    });
    expect(exit).toBe(0);
  });

  describe('the lab detonation: unknown Regions', () => {
    const records = recordsOf('bedrock/stratus-aws.impact.bedrock-invoke-model.json');

    it('holds 15 records, and exactly one call', () => {
      expect(records).toHaveLength(15);
      expect(judgeCalls(records, aFence('eu'))).toHaveLength(1);
    });

    it.each(catalog.geographies.map(({ id }) => id))('is never inside %s', (geography) => {
      expect(judgeCalls(records, aFence(geography))[0]?.verdict).toBe('undecided');
    });
  });

  it('the published Converse call is inside eu, its source assumed', () => {
    const records = recordsOf('bedrock/aws-repost-converse-eu.json');
    expect(judgeCalls(records, aFence('eu'))).toMatchObject([
      { verdict: 'inside', basis: 'assumed-source', inferenceRegion: 'eu-central-1' },
    ]);
  });

  it('the mantle example is a call', () => {
    const records = recordsOf('bedrock/awsdocs-logging-cloudtrail-mantle-createinference.json');
    expect(judgeCalls(records, aFence('us'))).toMatchObject([
      { verdict: 'inside', basis: 'assumed-source', modelId: 'anthropic.claude-opus-4-7' },
    ]);
  });

  it.each(['panther', 'traildiscover', 'bedrock', 'invictus'])(
    'nothing in %s throws, and nothing is unreadable',
    (folder) => {
      const files = readdirSync(`${FOLDER}/${folder}`).filter((name) => /\.jsonl?$/.test(name));
      const records = files.flatMap((name) => recordsOf(`${folder}/${name}`));
      expect(records.length).toBeGreaterThan(20);
      const kinds = new Set(records.map((record) => readRecord(record).kind));
      expect(kinds.has('unreadable')).toBe(false);
      expect(() => judge(records, aFence('eu'))).not.toThrow();
    },
  );
});

function recordsOf(name: string): readonly unknown[] {
  if (!isHere) return [];
  const bytes = readFileSync(`${FOLDER}/${name}`);
  if (name.endsWith('.jsonl')) return linesOf(bytes.toString('utf8'));
  const split = splitRecords(bytes);
  const items = split.kind === 'records' ? [...split.items] : [];
  return items.flatMap((item) => (item.kind === 'record' ? [item.record] : []));
}

/** Lines of rule tests hold the record beside the name of the rule. */
function linesOf(text: string): readonly unknown[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => (JSON.parse(line) as { record: unknown }).record);
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DiffOptions, diff } from '../../cli/diff.ts';
import type { AuditReport } from '../../core/report/audit-report.ts';
import type { ReportDiff } from '../../core/report/diff-reports.ts';
import { aCall } from '../core/judge/records.ts';
import { aTerminal, auditFiles } from './audit-files.ts';

const sample = JSON.parse(readFileSync('samples/geofence.json', 'utf8'));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'geofence-diff-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(paths: readonly string[], over: Partial<DiffOptions> = {}) {
  const { terminal, out, err } = aTerminal();
  const exit = await diff(paths, { format: 'text', ...over }, terminal);
  return { exit, out: out(), flat: out().replace(/\s+/g, ' '), err: err() };
}
function write(name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}

describe('diff of two audits', () => {
  const auditOf = async (name: string, ...calls: unknown[]) => {
    const { text } = await auditFiles([write(`${name}-log.json`, { Records: calls })], ['eu']);
    return write(`${name}.json`, text);
  };
  const plain = aCall();
  const fresh = aCall({
    recipientAccountId: '444455556666',
    userIdentity: {
      type: 'IAMUser',
      arn: 'arn:aws:iam::444455556666:user/eve',
      accountId: '444455556666',
    },
    requestParameters: { modelId: 'global.anthropic.claude-opus-5' },
    additionalEventData: { inferenceRegion: 'us-east-1' },
  });

  it('names what is new: route, model, account, role, finding', async () => {
    const paths = [await auditOf('a', plain), await auditOf('b', plain, fresh)];
    const { exit, flat } = await run(paths);
    expect(exit).toBe(1);
    for (const part of [
      'NEW. 1 new route, 1 new model, 1 new account, 1 new role, 1 new kind of finding.',
      'New route Frankfurt -> N. Virginia, outside (reported), 1 call',
      'New model global.anthropic.claude-opus-5',
      'New account 444455556666',
      'New role arn:aws:iam::444455556666:user/eve',
      'New finding OUTSIDE 1x 444455556666 / eve',
      'calls 2, was 1',
    ]) {
      expect(flat).toContain(part);
    }
    const { out } = await run(paths, { format: 'json' });
    const diffed = JSON.parse(out) as ReportDiff;
    expect(diffed.newFindings).toHaveLength(1);
    expect(diffed.samePolicy).toBe(true);
  });

  it('what is gone is shown and is no news', async () => {
    const { exit, flat } = await run([await auditOf('b', plain, fresh), await auditOf('a', plain)]);
    expect(exit).toBe(0);
    expect(flat).toMatch(/NOTHING NEW.*Gone route.*No longer findings of the first: 1/);
  });

  it('an audit that could not look at everything ends with 2', async () => {
    const whole = await auditOf('a', plain);
    const broken = await auditOf('c', plain, aCall({ awsRegion: 7 }));
    const { exit, flat } = await run([whole, broken]);
    expect(flat).toContain('Not read the second audit could not read everything (1)');
    expect(exit).toBe(2);
  });

  it('says when two policies judged', async () => {
    const report = JSON.parse(readFileSync(await auditOf('a', plain), 'utf8')) as AuditReport;
    const other = write('other.json', {
      ...report,
      policy: { ...report.policy, sha256: '0'.repeat(64) },
    });
    expect((await run([await auditOf('a', plain), other])).flat).toContain('two different ones');
  });

  it.each([
    ['no file', 'nowhere.json', /nowhere\.json cannot be read: there is no such file/],
    ['a comment', '// report\n{}', /line 1: a comment/],
    ['a list', [], /no audit result: schemaVersion/],
    ['a policy', sample, /no audit result: schemaVersion/],
    ['another version', { schemaVersion: 2 }, /another version of the report than 1/],
  ])('refuses: %s', async (_, value, message) => {
    const second = value === 'nowhere.json' ? value : write('bad.json', value);
    const { exit, err, out } = await run([await auditOf('a', plain), second]);
    expect(err).toMatch(message);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
  });

  it('refuses one, and three', async () => {
    expect((await run(['a'])).err).toMatch(/1 audit results, and two are compared/);
    expect((await run(['a', 'b', 'c'])).exit).toBe(2);
  });
});

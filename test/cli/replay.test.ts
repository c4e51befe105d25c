import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectLogs } from '../../cli/collect-logs.ts';
import { loadPolicy } from '../../cli/load-policy.ts';
import { type ReplayOptions, replay } from '../../cli/replay.ts';
import { replayLive } from '../../cli/replay-live.ts';
import type { ReplayResult } from '../../cli/replay-text.ts';
import { askedCallOf } from '../../core/prevent/asked-call-of.ts';
import { parseScp } from '../../core/prevent/parse-scp.ts';
import { replayCalls } from '../../core/prevent/replay-calls.ts';
import { simulateCall } from '../../core/prevent/simulate-call.ts';
import { aCall, aSubmission } from '../core/judge/records.ts';
import { EU_FROM_FRANKFURT, regionDeny } from '../core/prevent/article.ts';
import { aTerminal } from './audit-files.ts';

const TRAIL = 'samples/trail';
const POLICY = 'samples/geofence.json';
const REGIONS = ['eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-west-3', 'us-east-2'];

const AFTER = regionDeny(REGIONS, [
  EU_FROM_FRANKFURT,
  'arn:aws:bedrock:eu-central-2:*:inference-profile/eu.*',
]);
/** Denies nothing that runs a model. */
const ELSE = { Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*' } };
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'geofence-replay-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}
async function run(paths: readonly string[], document: unknown, over: Partial<ReplayOptions> = {}) {
  const { terminal, out, err } = aTerminal();
  const options = { scp: [write('scp.json', document)], allow: ['eu'], format: 'text' as const };
  const exit = await replay(paths, { ...options, ...over }, terminal);
  return { exit, raw: out(), out: out().replace(/\s+/g, ' '), err: err() };
}
const asJson = async (paths: readonly string[], document: unknown) => {
  const { raw, exit } = await run(paths, document, { allow: [], policy: POLICY, format: 'json' });
  return { exit, result: JSON.parse(raw) as ReplayResult };
};

describe('over the sample trail', () => {
  it('agrees with simulate of each call', async () => {
    const loaded = await loadPolicy(POLICY, []);
    const parsed = parseScp(JSON.stringify(AFTER), 'after');
    if (loaded.kind === 'unusable' || parsed.kind === 'problems') throw new Error('broken');
    const { resolved } = loaded;
    const { ledger } = await collectLogs([TRAIL], new AbortController().signal, () => undefined);
    const kinds = new Map<string, number>();
    for (const judged of ledger.settle(resolved)) {
      if (judged.call === null) continue;
      const { verdict } = judged.call;
      const asked = askedCallOf(judged.call);
      const said =
        typeof asked === 'string' ? 'hidden' : simulateCall(asked, [parsed.scp], resolved).kind;
      const mayRun = verdict === 'inside' || verdict === 'waived';
      const expected =
        verdict === 'not-served'
          ? 'refused'
          : {
              hidden: 'hidden',
              allowed: mayRun ? 'keeps' : 'lets-through',
              denied: mayRun ? 'breaks' : 'stops',
            }[said];
      const { outcomes } = replayCalls([judged], [parsed.scp], resolved);
      expect(outcomes[expected as keyof typeof outcomes]).toBe(1);
      kinds.set(expected, (kinds.get(expected) ?? 0) + 1);
    }
    const { result } = await asJson([TRAIL], AFTER);
    expect(
      Object.fromEntries(Object.entries(result.outcomes).filter(([, calls]) => calls > 0)),
    ).toEqual(Object.fromEntries(kinds));
    expect([...kinds.keys()].sort()).toEqual([
      'breaks',
      'hidden',
      'keeps',
      'lets-through',
      'refused',
      'stops',
    ]);
  });

  it('says the same from its evidence', async () => {
    const loaded = await loadPolicy(POLICY, []);
    if (loaded.kind === 'unusable') throw new Error(loaded.message);
    const live = join(folder, 'live');
    await replayLive(TRAIL, loaded, '0.0.0', live);
    const [logs, evidence] = [await asJson([TRAIL], AFTER), await asJson([live], AFTER)];
    expect(evidence.result.groups).toEqual(logs.result.groups);
    expect(evidence.result.gaps).toEqual([]);
  });

  it('the counts add up, and each call is in one outcome', async () => {
    const { result } = await asJson([TRAIL], AFTER);
    const sum = Object.values(result.outcomes).reduce((all, calls) => all + calls, 0);
    expect(sum).toBe(result.calls);
    const shown = result.groups.reduce((all, { calls }) => all + calls, 0);
    const { keeps, refused } = result.outcomes;
    const exemptKept = result.groups
      .filter(({ outcome }) => outcome === 'keeps')
      .reduce((all, { calls }) => all + calls, 0);
    expect(shown).toBe(result.calls - keeps - refused + exemptKept);
  });
});

describe('replay', () => {
  const outside = (over: object = {}) =>
    aCall({
      additionalEventData: { inferenceRegion: 'us-east-1' },
      requestParameters: { modelId: 'global.anthropic.claude-opus-5' },
      ...over,
    });
  const log = (...Records: unknown[]) => write('log.json', { Records });

  it('tells a person who would break, what would pass, and who is exempt', async () => {
    const exempt = {
      type: 'AssumedRole',
      accountId: '111122223333',
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          arn: 'arn:aws:iam::111122223333:role/AWSControlTowerExecution',
        },
      },
    };
    const { exit, out } = await run(
      [log(aCall(), outside(), outside({ userIdentity: exempt }))],
      regionDeny(['eu-central-1']),
    );
    expect(exit).toBe(1);
    expect(out.replaceAll(/\/\S+\/scp\.json/g, 'scp.json')).toMatchInlineSnapshot(
      `" NO. 1 of 3 calls that may run would break; 1 that may not would pass. WOULD BREAK 1x 111122223333 / ChatBackend eu.anthropic.claude-opus-5; Frankfurt -> Frankfurt (eu-central-1), inside scp.json, statement DenyOutsideRegions, denies bedrock:InvokeModel on arn:aws:bedrock:eu-north-1::foundation-model/anthropic.claude-opu s-5 LET THROUGH 1x 111122223333 / AWSControlTowerExecution global.anthropic.claude-opus-5; Frankfurt -> N. Virginia (us-east-1), outside allowed only because a policy exempts who made it STOPPED 1x 111122223333 / ChatBackend global.anthropic.claude-opus-5; Frankfurt -> N. Virginia (us-east-1), outside scp.json, statement DenyOutsideRegions, denies bedrock:InvokeModel on arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5 of 3 calls Kept 0 calls that may run still could Stopped 1 that ran outside, or nobody knows where Let through 1 of those Refused 0 were refused then already Exempt 1 pass only because a policy exempts who made them "`,
    );
  });

  it.each([
    [
      'keeps what may run, and stops the rest',
      [aCall(), outside()],
      regionDeny(['eu-central-1'], [EU_FROM_FRANKFURT]),
      0,
      /^ YES\. Every call that may run still could/,
    ],
    [
      'breaks',
      [aCall()],
      regionDeny(['eu-central-1']),
      1,
      /^ NO\. 1 of 1 calls that may run would break/,
    ],
    ['lets through', [outside()], ELSE, 1, /^ NO\. 1 that may not would pass/],
    [
      'was refused already',
      [aCall({ errorCode: 'AccessDenied' })],
      regionDeny(['eu-central-1']),
      0,
      /Refused 1 were refused/,
    ],
    [
      'cannot say',
      [aCall({ eventName: 'CreateMessage' })],
      ELSE,
      2,
      /NOT PROVEN\. of 1 nobody can say/,
    ],
    [
      'does not replay jobs, and says so',
      [aCall(), aSubmission()],
      ELSE,
      2,
      /NOT PROVEN\. 1 jobs are not replayed.*Not replayed 1 jobs/,
    ],
    [
      'a job that was refused ran nowhere',
      [aCall(), aSubmission({ errorCode: 'AccessDenied' })],
      ELSE,
      0,
      /^ YES\./,
    ],
    [
      'could not read',
      [aCall(), aCall({ awsRegion: 7 })],
      ELSE,
      2,
      /NOT PROVEN\. 1 files or records could not be read/,
    ],
  ])('%s', async (_, records, document, exit, answer) => {
    const found = await run([log(...records)], document);
    expect(found.out).toMatch(answer);
    expect(found.exit).toBe(exit);
  });

  it('takes the sources and the window of audit', async () => {
    const source = log(aCall(), outside({ eventTime: '2026-11-05T10:00:00Z' }));
    const { out } = await run([source], ELSE, { until: '2026-11-04', jobs: '2' });
    expect(out).toMatch(/^ YES\..*of 1 calls/);
    const wrong = await run([source], ELSE, { from: 'yesterday' });
    expect(wrong.err).toMatch(/--from "yesterday" is neither a day/);
    expect(wrong.exit).toBe(2);
  });

  it.each([
    ['a comment in the policy', '// no\n{}', {}, /scp\.json:1 .*\[not-json\]/],
    [
      'an unknown operator',
      { Statement: { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Like: {} } } },
      {},
      /\[unknown-operator\]/,
    ],
    ['a policy that is not there', {}, { scp: ['nowhere.json'] }, /nowhere\.json cannot be read/],
    ['no policy to replay', {}, { scp: [] }, /name it with --scp FILE/],
    ['no fence', ELSE, { allow: ['europe'] }, /did you mean/],
  ])('refuses: %s', async (_, document, over, message) => {
    const { exit, err, raw } = await run([log(aCall())], document, over);
    expect(err).toMatch(message);
    expect({ exit, raw }).toEqual({ exit: 2, raw: '' });
  });
});

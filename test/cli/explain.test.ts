import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExplainOptions, explain } from '../../cli/explain.ts';
import { loadPolicy } from '../../cli/load-policy.ts';
import { replayLive } from '../../cli/replay-live.ts';
import { parseScp } from '../../core/prevent/parse-scp.ts';
import { simulateCall } from '../../core/prevent/simulate-call.ts';
import { aFence } from '../core/judge/judge-records.ts';
import { aCall, aCompletion, aStream } from '../core/judge/records.ts';
import { aTerminal, auditFiles } from './audit-files.ts';

const POLICY = 'samples/geofence.json';
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'geofence-explain-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(words: readonly string[], over: Partial<ExplainOptions> = {}) {
  const { terminal, out, err } = aTerminal();
  const exit = await explain(words, { allow: ['eu'], ...over }, terminal);
  return { exit, out: out().replace(/\s+/g, ' '), raw: out(), err: err() };
}
/** The lines of a page; a statement stands in one piece, to be copied. */
const linesOf = (page: string) => page.split('\n').filter((line) => !line.startsWith('{'));

function logOf(name: string, ...records: readonly unknown[]): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ Records: records }));
  return path;
}

const outside = aCall({
  eventID: 'e-1',
  requestID: 'r-1',
  additionalEventData: { inferenceRegion: 'eu-west-2' },
});
const stream = aStream({ eventID: 'e-2', requestID: 'r-2', awsRegion: 'eu-west-2' });
const end = aCompletion(stream, 'eu-west-2', { eventID: 'e-3' });
const ARN = 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/k3x9q1';
const hidden = aStream({ eventID: 'e-4', requestID: 'r-4', requestParameters: { modelId: ARN } });
const corrected = {
  ...aCall({
    eventID: 'e-6',
    requestID: 'r-5',
    additionalEventData: { inferenceRegion: 'us-east-1' },
  }),
  addendum: { reason: 'UPDATED_DATA', originalEventID: 'e-5' },
};
const creation = aCall({
  eventName: 'CreateInferenceProfile',
  eventID: 'e-7',
  requestParameters: {
    modelSource: {
      copyFrom:
        'arn:aws:bedrock:eu-central-1:111122223333:inference-profile/global.anthropic.claude-opus-5',
    },
  },
  responseElements: { inferenceProfileArn: ARN },
  tlsDetails: { clientProvidedHostHeader: 'bedrock.eu-central-1.amazonaws.com' },
});
const records = [
  outside,
  aCall({ requestID: 'r-other', requestParameters: { modelId: ARN } }),
  stream,
  aCall({ eventID: 'e-5', requestID: 'r-5' }),
  hidden,
  aCall({
    eventID: 'e-8',
    eventName: 'StartAsyncInvoke',
    requestParameters: { modelId: 'global.anthropic.claude-opus-5' },
  }),
  aCall({ eventID: 'e-9', eventName: 'ListFoundationModels', requestParameters: null }),
  aCall({ eventID: 'e-10', awsRegion: 7 }),
];

describe('explain', () => {
  let logs: readonly string[] = [];
  beforeAll(() => {
    logs = [logOf('a.json', ...records), logOf('b.json', end, corrected, creation)];
  });

  it.each([
    [
      'an event',
      'e-1',
      1,
      [
        'OUTSIDE',
        'Known by reported',
        'Fence eu: Frankfurt',
        'Smallest call eu.anthropic.claude-opus-5 from',
        'a.json, record 1',
      ],
    ],
    [
      'a request, and what else tells of it',
      'r-2',
      1,
      [
        'Known by completion',
        'call ConverseStream, e-2, names no Region',
        'completion ConverseStream, e-3, names eu-west-2',
        'b.json, record 1',
      ],
    ],
    ['the event of a completion', 'e-3', 1, ['OUTSIDE', 'e-2', 'e-3']],
    [
      'a call that a correction moved',
      'e-5',
      1,
      ['Ran in N. Virginia (us-east-1)', 'e-6, names us-east-1, corrects e-5'],
    ],
    [
      'a call through a profile whose creation stands elsewhere',
      'r-4',
      1,
      ['UNDECIDED', 'Exposed', 'Smallest name arn:', 'in "catalog.profiles"'],
    ],
    ['a job', 'e-8', 1, ['REGION NEVER RECORDED', 'no record ever names it']],
    ['a look at a list', 'e-9', 0, ['NO CALL', 'no inference of Bedrock']],
    [
      'a record that cannot be read',
      'e-10',
      2,
      ['NO CALL', 'unreadable: Converse: awsRegion is no text'],
    ],
    ['nothing', 'e-99', 2, ['Not found no record of e-99 in 2 files']],
  ])('%s', async (_, id, exit, parts) => {
    const found = await run([id, ...logs]);
    for (const part of parts) expect(found.out).toContain(part);
    expect(found.exit).toBe(exit);
    expect(Math.max(...linesOf(found.raw).map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('gives the statement that would have stopped it, and a policy of it does', async () => {
    const { raw } = await run(['r-2', ...logs]);
    const statement = raw.split('\n').find((line) => line.startsWith('{')) ?? '';
    const parsed = parseScp(JSON.stringify({ Statement: [JSON.parse(statement)] }), 'guard');
    if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
    const policy = aFence('eu');
    const asked = {
      ...{ modelId: 'eu.anthropic.claude-opus-5', accountId: '111122223333', principal: null },
      action: 'bedrock:InvokeModelWithResponseStream',
    };
    const from = (sourceRegion: string) =>
      simulateCall({ ...asked, sourceRegion }, [parsed.scp], policy).kind;
    expect([from('eu-west-2'), from('eu-central-1')]).toEqual(['denied', 'allowed']);
  });

  it('does not take other calls through the profile for this one', async () => {
    const { out } = await run(['r-4', ...logs]);
    expect(out.match(/What /g)).toHaveLength(1);
  });

  it('says what it could not read, and ends with 2', async () => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{"Records":[{"eventID":"e-1"');
    const { exit, out } = await run(['e-1', ...logs, broken]);
    expect(out).toMatch(/OUTSIDE.*Not read.*broken\.json/);
    expect(exit).toBe(2);
  });

  it('explains every finding of the sample day as the audit has it, from logs and from evidence', async () => {
    const samples = { allow: [], policy: POLICY };
    const { report } = await auditFiles(['samples/trail'], [], samples);
    const findings = report?.findings ?? [];
    expect(findings.length).toBeGreaterThan(10);
    const policy = await loadPolicy(POLICY, []);
    if (policy.kind === 'unusable') throw new Error(policy.message);
    const live = join(folder, 'live');
    await replayLive('samples/trail', policy, '0.0.0', live);
    for (const { id, requestId, verdict, because } of findings) {
      const fromLogs = await run([requestId ?? id, 'samples/trail'], samples);
      expect(fromLogs.out).toContain(`${verdict.toUpperCase()} ${because}`);
    }
    const [first] = findings;
    const fromEvidence = await run([first?.id ?? '', live], samples);
    expect(fromEvidence.out).toContain(`OUTSIDE ${first?.because}`);
    expect(fromEvidence.exit).toBe(1);
  });

  it('takes a pasted message, in quotes or word by word', async () => {
    const text =
      'User: arn:aws:sts::111122223333:assumed-role/Chat/me is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:eu-west-3::foundation-model/amazon.nova-pro-v1:0 with an explicit deny in a service control policy';
    const quoted = await run([text]);
    expect(quoted.out).toContain(
      'bedrock:InvokeModel on amazon.nova-pro-v1:0 in Paris (eu-west-3)',
    );
    expect(await run(text.split(' '))).toEqual(quoted);
  });

  it.each([
    ['no logs', ['e-1'], {}, /name the logs or evidence: geofence explain e-1/],
    [
      'a text that is no message',
      ['Access was denied somehow'],
      {},
      /neither an id nor an AccessDenied/,
    ],
    ['no policy', ['e-1', 'x'], { allow: ['europe'] }, /did you mean/],
  ])('refuses: %s', async (_, words, over, message) => {
    const { exit, err, raw } = await run(words, over);
    expect(err).toMatch(message);
    expect({ exit, raw }).toEqual({ exit: 2, raw: '' });
  });
});

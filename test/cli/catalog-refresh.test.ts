import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catalogRefresh } from '../../cli/catalog-refresh.ts';
import { aTerminal } from './audit-files.ts';
import { type Answered, startAnswers } from './aws-answers.ts';

const POLICY = '{ "fences": [{ "name": "eu", "allow": ["eu"] }] }\n';
const arn = (region: string) => `arn:aws:bedrock:${region}::foundation-model/amazon.nova-pro-v1:0`;
const summary = (id: string, regions: readonly string[]) => ({
  inferenceProfileId: id,
  inferenceProfileName: id,
  inferenceProfileArn: `arn:aws:bedrock:eu-central-1:111122223333:inference-profile/${id}`,
  models: regions.map((region) => ({ modelArn: arn(region) })),
  status: 'ACTIVE',
  type: 'SYSTEM_DEFINED',
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'geofence-refresh-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Answers have the shape of the Bedrock API reference (ListInferenceProfiles); profiles are invented. */
async function run(
  answers: Readonly<Record<string, Answered>>,
  from: readonly string[] = Object.keys(answers),
  text = POLICY,
) {
  const policy = join(folder, 'geofence.json');
  writeFileSync(policy, text);
  const server = await startAnswers(
    ({ region }) => answers[region] ?? { body: { inferenceProfileSummaries: [] } },
  );
  try {
    const { terminal, out, err } = aTerminal();
    const exit = await catalogRefresh({ policy, from }, terminal);
    return {
      exit,
      out: out().replace(/\s+/g, ' '),
      err: err(),
      text: readFileSync(policy, 'utf8'),
      asked: server.asked,
    };
  } finally {
    await server.stop();
  }
}
const listing = (...inferenceProfileSummaries: unknown[]): Answered => ({
  body: { inferenceProfileSummaries },
});
const NOVA = summary('eu.amazon.nova-pro-v1:0', [
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-3',
]);

describe('catalog refresh', () => {
  it('writes nothing where nothing differs', async () => {
    const { exit, out, text } = await run({ 'eu-central-1': listing(NOVA) });
    expect({ exit, text }).toEqual({ exit: 0, text: POLICY });
    expect(out).toContain('Unchanged');
  });

  it('writes what is new', async () => {
    const { exit, out, text } = await run({
      'eu-central-1': listing(NOVA, summary('eu.acme.new-v1:0', ['eu-central-1', 'eu-west-2'])),
    });
    expect(exit).toBe(0);
    expect(out).toMatch(
      'new profile: eu.acme.new-v1:0; from Frankfurt it may run in Frankfurt, London',
    );
    expect(JSON.parse(text).catalog.profiles).toMatchObject([
      { id: 'eu.acme.new-v1:0', routes: { 'eu-central-1': ['eu-central-1', 'eu-west-2'] } },
    ]);
  });

  it('asks every Region of the fences, where none is named', async () => {
    const { asked } = await run({}, []);
    expect(asked.map(({ region }) => region).sort()).toContain('eu-south-2');
    expect(asked.every(({ operation }) => operation === 'bedrock GET /inference-profiles')).toBe(
      true,
    );
  });

  it.each([
    [
      'a refusal',
      { status: 403, body: { __type: 'AccessDeniedException', message: 'no' } },
      /permission bedrock:ListInferenceProfiles is missing/,
    ],
    ['an answer without a list', { body: {} }, /holds no list/],
    [
      'a profile that cannot be read',
      listing({ ...NOVA, models: [] }),
      /its models cannot be read/,
    ],
  ])('ends with 2 and still writes the rest: %s', async (_, answer, message) => {
    const { exit, out, text } = await run({
      'eu-west-1': answer,
      'eu-central-1': listing(summary('eu.acme.new-v1:0', ['eu-central-1'])),
    });
    expect(exit).toBe(2);
    expect(out).toMatch(message);
    expect(text).toContain('eu.acme.new-v1:0');
  });

  it('does not write a policy whose own examples it would break', async () => {
    const example = {
      profile: 'eu.amazon.nova-pro-v1:0',
      sourceRegion: 'eu-central-1',
      expect: 'inside',
    };
    const text = JSON.stringify({ ...JSON.parse(POLICY), examples: [example] });
    const changed = listing({ ...NOVA, models: [{ modelArn: arn('eu-west-2') }] });
    const found = await run({ 'eu-central-1': changed }, ['eu-central-1'], text);
    expect(found.exit).toBe(2);
    expect(found.err).toMatch(/was not written[\s\S]*example/);
    expect(found.text).toBe(text);
  });

  it('refuses a Region that nobody knows', async () => {
    const { exit, err, asked } = await run({}, ['eu-wst-2']);
    expect(exit).toBe(2);
    expect(err).toMatch(/did you mean eu-west-2/);
    expect(asked).toEqual([]);
  });
});

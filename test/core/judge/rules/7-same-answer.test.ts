import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../../core/policy/parse-policy.ts';
import { judge } from '../judge-records.ts';
import { aCall, aCompletion, aReported, aStream, aSubmission } from '../records.ts';

const policyOf = (file: object) => {
  const parsed = parsePolicy(JSON.stringify(file));
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  return parsed;
};
const fence = { name: 'eu', allow: ['eu', 'eu-west-2'] };
const waiver = {
  id: 'W',
  regions: ['us-east-1'],
  reason: 'r',
  owner: 'a',
  approvedBy: 'b',
  ticket: 't',
  from: '2026-01-01',
  until: '2026-12-31',
};
const profile = 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/a';

describe('rule 7.1', () => {
  const { sha256, resolved } = policyOf({ fences: [fence] });

  it.each([
    ['order of allow', { fences: [{ ...fence, allow: ['eu-west-2', 'eu'] }] }],
    ['a place named twice', { fences: [{ ...fence, allow: ['eu', 'eu-west-2', 'eu-west-2'] }] }],
    ['names of accounts', { fences: [fence], accounts: { '111122223333': { name: 'x' } } }],
    [
      'examples',
      {
        fences: [fence],
        examples: [{ model: 'amazon.nova-pro-v1:0', sourceRegion: 'eu-west-2', expect: 'inside' }],
      },
    ],
    ['the schema of the editor', { $schema: './x.json', fences: [fence] }],
  ])('%s changes no verdict and no hash', (_, file) => expect(policyOf(file).sha256).toBe(sha256));

  it.each([
    ['a fence', { fences: [{ ...fence, deny: ['eu-west-2'] }] }],
    ['a scope', { fences: [{ ...fence, scope: { models: ['amazon.*'] } }] }],
    ['a mode', { fences: [{ ...fence, mode: 'observe' }] }],
    ['a waiver', { fences: [fence], waivers: [waiver] }],
    ['a Region', { fences: [fence], catalog: { regions: [{ code: 'eu-east-9', country: 'PL' }] } }],
    [
      'a zone',
      {
        fences: [fence],
        catalog: { zones: [{ parent: 'eu-central-1', metro: 'muc', country: 'DE' }] },
      },
    ],
    [
      'a profile',
      {
        fences: [fence],
        catalog: { profiles: [{ id: profile, copyFrom: 'eu.amazon.nova-pro-v1:0' }] },
      },
    ],
  ])('%s changes the hash', (_, file) => expect(policyOf(file).sha256).not.toBe(sha256));

  it('a policy that went through JSON judges the same', () => {
    const stream = aStream({ awsRegion: 'eu-west-2' });
    const records = [
      aCall(),
      aReported('us-east-1'),
      stream,
      aCompletion(stream, 'eu-west-1'),
      aSubmission(),
    ];
    const stored = JSON.parse(JSON.stringify(resolved));
    expect(judge(records, stored)).toEqual(judge(records, resolved));
  });

  it('is SHA-256 in hex', () => expect(sha256).toMatch(/^[0-9a-f]{64}$/));
});

import { describe, expect, it } from 'vitest';
import { renderProblems } from '../../../core/policy/render-problems.ts';
import {
  aFenceEntry,
  aWaiver,
  placedOf,
  problemsOf,
  withExample,
  withFence,
  withProfile,
  withWaiver,
} from './policies.ts';

const MANY = JSON.stringify(
  {
    fence: [],
    fences: [
      aFenceEntry({ allow: ['eu-wset-1'], mode: 'warn' }),
      aFenceEntry({ deny: ['us-east-1'], scope: { accounts: ['12'] } }),
    ],
    waivers: [aWaiver({ approvedBy: 'TEAM-CHAT', until: '2026-09-30', ticket: '' })],
    catalog: { profiles: [{ id: 'a' }, { id: 'a', copyFrom: 'nobody' }] },
  },
  null,
  1,
);

it('tells every problem of a file at once, in the order of its lines', () => {
  const problems = placedOf(MANY);
  expect(problems.map(({ code, pointer }) => `${code} ${pointer}`).sort()).toEqual([
    'approver-is-owner /waivers/0/approvedBy',
    'deny-without-effect /fences/1/deny/0',
    'duplicate-id /catalog/profiles/1/id',
    'duplicate-id /fences/1/name',
    'profile-source /catalog/profiles/0',
    'unknown-key /fence',
    'unknown-place /fences/0/allow/0',
    'unknown-profile /catalog/profiles/1/copyFrom',
    'unreachable-fence /fences/1',
    'until-before-from /waivers/0/until',
    'wrong-value /fences/0/mode',
    'wrong-value /fences/1/scope/accounts/0',
    'wrong-value /waivers/0/ticket',
  ]);
  const lines = problems.map(({ line }) => line ?? 0);
  expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  expect(new Set(lines).size).toBeGreaterThan(8);
});

describe('problems for a person', () => {
  it('as blocks', () => {
    const text = JSON.stringify(withWaiver({ approvedBy: 'team-chat', tickets: 1 }), null, 1);
    expect(renderProblems(problemsOf(text), 'geofence.json')).toMatchInlineSnapshot(`
      "geofence.json: 2 problems

      geofence.json:18  /waivers/0/approvedBy  [approver-is-owner]
        found    "team-chat"
        allowed  somebody else than the owner
        fix      name who approved the exception

      geofence.json:22  /waivers/0/tickets  [unknown-key]
        found    "tickets"
        allowed  "id", "scope", "regions", "reason", "owner", "approvedBy", "ticket", "from", "until"
        fix      did you mean "ticket"?"
    `);
  });

  it('without a line where there is no file', () => {
    const [problem] = problemsOf('{}').map((each) => ({ ...each, line: null, pointer: '' }));
    expect(renderProblems(problem === undefined ? [] : [problem], '--allow')).toMatch(
      /^--allow: one problem\n\n--allow {2}the whole file {2}\[missing-key\]\n/,
    );
  });

  it('with no control character of the file in them', () => {
    const nasty = '\u001b[31m\u0007\r\n\u202e\u0000';
    const texts = [
      withFence({ allow: [`eu${nasty}`] }),
      withFence({ [nasty]: 1 }),
      withWaiver({ owner: nasty, approvedBy: nasty }),
      withProfile({ copyFrom: nasty }),
      withExample({ sourceRegion: nasty }),
    ].map((value) => renderProblems(problemsOf(JSON.stringify(value)), `a${nasty}.json`));
    for (const text of texts) {
      expect(text).toContain('\\u{1b}');
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(text.split('\n')).toHaveLength(6);
    }
  });
});

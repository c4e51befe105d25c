import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JudgedCall } from '../../../core/judge/judged.ts';
import { findingMessage } from '../../../core/tell/finding-message.ts';
import type { TellContext } from '../../../core/tell/message.ts';
import { snsForm } from '../../../core/tell/sns-form.ts';
import { tellGroups } from '../../../core/tell/tell-groups.ts';

const CONTEXT: TellContext = {
  policySha256: 'ab'.repeat(32),
  fences: [{ name: 'eu', regions: ['eu-central-1'] }],
  accountNames: { '111122223333': { name: 'prod-chat', owner: 'team-chat' } },
  runbookUrl: 'https://example.com/runbook',
  dashboardUrl: 'https://example.com/dashboard',
  evidence: 's3://evidence',
};
const NOW = Date.UTC(2026, 10, 3, 10, 33);

function aCall(over: Partial<JudgedCall> = {}): JudgedCall {
  return {
    ...{ key: 'k', eventId: 'event-1', requestId: 'r', eventName: 'Converse' },
    timeMs: Date.UTC(2026, 10, 3, 10, 31, 7),
    ...{ accountId: '111122223333', principal: 'arn:aws:iam::111122223333:role/ChatBackend' },
    ...{ client: 'SDK for Python', modelId: 'global.anthropic.claude-sonnet-4-6' },
    ...{ sourceRegion: 'eu-central-1', inferenceRegion: 'ap-southeast-4', basis: 'reported' },
    ...{ verdict: 'outside', fence: 'eu', observed: false, waiverId: null },
    ...{ because: 'not among the 6 Regions of fence "eu"; no waiver', mayHaveRun: [] },
    ...{ refusal: null, blockedRegion: null, exposed: true, unresolved: false },
    ...{ openStream: false, hasCompletion: false, inputTokens: 1, outputTokens: 1 },
    ...over,
  };
}

function messageOf(over: Partial<JudgedCall> = {}, count = 1) {
  const calls = Array.from({ length: count }, (_, index) => aCall({ key: `k${index}`, ...over }));
  const [group] = tellGroups(calls, NOW);
  if (group === undefined) throw new Error('nothing is told');
  return findingMessage(group, CONTEXT, NOW);
}

const formsOf = (message: Parameters<typeof snsForm>[0]) => {
  const { default: machine, email, https } = JSON.parse(snsForm(message));
  return { machine: JSON.parse(machine), email, chat: JSON.parse(https) };
};

describe('a finding', () => {
  it('is text by mail, JSON for machines, and a notification for chat', () => {
    const message = messageOf({}, 2);
    const { machine, email, chat } = formsOf(message);
    expect(email).toBe(message.body);
    expect(machine).toMatchInlineSnapshot(`
      {
        "accountId": "111122223333",
        "accountName": "prod-chat",
        "attributes": {
          "accountId": "111122223333",
          "fence": "eu",
          "inferenceRegion": "ap-southeast-4",
          "sourceRegion": "eu-central-1",
          "verdict": "outside",
        },
        "awareSince": "2026-11-03T10:33:00.000Z",
        "basis": "reported",
        "because": "not among the 6 Regions of fence "eu"; no waiver",
        "calls": 2,
        "client": "SDK for Python",
        "dashboardUrl": "https://example.com/dashboard",
        "eventIds": [
          "event-1",
          "event-1",
        ],
        "evidence": "s3://evidence",
        "fence": "eu",
        "findingIds": [
          "d1a5ac9a015fac2e",
          "6ab9f1eb8f7d3388",
        ],
        "from": "2026-11-03T10:31:07.000Z",
        "id": "d599f09e3d483298c2a5105731f9c26136a296daa4bcd41a75334d0b3a0432b9",
        "inferenceRegion": "ap-southeast-4",
        "kind": "finding",
        "mayHaveRun": [],
        "modelId": "global.anthropic.claude-sonnet-4-6",
        "owner": "team-chat",
        "policySha256": "abababababababababababababababababababababababababababababababab",
        "principal": "arn:aws:iam::111122223333:role/ChatBackend",
        "runbookUrl": "https://example.com/runbook",
        "schema": "message/1",
        "sourceRegion": "eu-central-1",
        "subject": "[geofence] OUTSIDE eu: prod-chat/ChatBackend, Frankfurt -> Melbourne, 2 calls",
        "text": "Bedrock inference ran outside your fence "eu".
      Who    role ChatBackend, account prod-chat (111122223333), owner team-chat
      What   2 calls of global.anthropic.claude-sonnet-4-6, from: SDK for Python
      Route  called in Frankfurt (eu-central-1, DE), ran in Melbourne (ap-southeast-4, AU)
      When   2026-11-03 10:31:07Z; aware since 2026-11-03 10:33:00Z
      Known  reported by CloudTrail (additionalEventData.inferenceRegion)
      Why    not among the 6 Regions of fence "eu"; no waiver; policy abababab
      Unsaid CloudTrail does not hold the prompts: ask the owner what was in them
      Do 1   ask team-chat. global.* may run anywhere. Call the model in a Region of the fence.
         2   to stop it now: the runbook, "Contain", a ready-made deny statement
         3   look it up in CloudTrail: eventID event-1, event-1
         4   npx geofence close d599f09e3d483298c2a5105731f9c26136a296daa4bcd41a75334d0b3a0432b9 --evidence s3://evidence --by <you> --reason "..."
      Findings   d1a5ac9a015fac2e, 6ab9f1eb8f7d3388
      Runbook    https://example.com/runbook#outside
      Dashboard  https://example.com/dashboard
      Silent for the rest of the clock hour about this caller, model and route.
      ",
        "toDo": "global.* may run anywhere. Call the model in a Region of the fence.",
        "until": "2026-11-03T10:31:07.000Z",
        "verdict": "outside",
      }
    `);
    expect(chat).toMatchObject({
      version: '1.0',
      source: 'custom',
      content: { textType: 'client-markdown', title: expect.stringContaining('OUTSIDE eu') },
    });
    expect(chat.content.description).toContain('ran in Melbourne (ap-southeast-4, AU)');
  });

  it('can be filtered by what it is about', () => {
    expect(messageOf().attributes).toEqual({
      verdict: 'outside',
      fence: 'eu',
      accountId: '111122223333',
      sourceRegion: 'eu-central-1',
      inferenceRegion: 'ap-southeast-4',
    });
    const bare = messageOf({
      verdict: 'undecided',
      inferenceRegion: null,
      accountId: ' ',
      fence: null,
    });
    expect(bare.attributes).toEqual({ verdict: 'undecided', sourceRegion: 'eu-central-1' });
  });
});

it('the page on messages names every fact and attribute of a finding', () => {
  const page = readFileSync('docs/messages.md', 'utf8');
  const { facts = {}, attributes } = messageOf();
  for (const name of [...Object.keys(facts), ...Object.keys(attributes)]) {
    expect(page).toContain(`\`${name}\``);
  }
});

describe('whatever callers named', () => {
  const nasty = fc.oneof(
    fc.constantFrom(
      '<!channel>',
      '```',
      '<https://example.com|click>',
      '\u0000',
      '漢'.repeat(9000),
    ),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('"', '\\', '\n', '👩', '\ud800').map((each) => each.repeat(30_000)),
  );

  it('fits into SNS, and chat takes nothing of it for its own', () => {
    fc.assert(
      fc.property(nasty, nasty, (one, other) => {
        const message = messageOf(
          {
            principal: one,
            modelId: other,
            because: one,
            eventId: other,
            client: one,
            accountId: other,
          },
          25,
        );
        expect(Buffer.byteLength(snsForm(message))).toBeLessThan(250_000);
        const { chat } = formsOf(message);
        expect(chat.content.title.length).toBeLessThanOrEqual(250);
        expect(chat.content.description.length).toBeLessThanOrEqual(8000);
        expect(chat.content.description.split('```')).toHaveLength(3);
        expect(chat.content.title + chat.metadata.summary).not.toMatch(/[<>*_`@]/);
      }),
      { numRuns: 15 },
    );
  });

  it('a body of any length is cut visibly', () => {
    const body = `${'"'.repeat(200_000)}\n`;
    const { email, machine } = formsOf({ subject: 's', body, attributes: {} });
    expect(email).toMatch(/\n\.\.\. cut: the evidence has the rest\n$/);
    expect(machine).toMatchObject({ kind: 'notice', subject: 's' });
    expect(Buffer.byteLength(snsForm({ subject: 's', body, attributes: {} }))).toBeLessThan(
      250_000,
    );
  });
});

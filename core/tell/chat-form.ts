import type { Message } from './message.ts';

const TITLE_LENGTH = 250;
const DESCRIPTION_LENGTH = 8000;

/**
 * A custom notification of Amazon Q Developer in chat (event schema 1.0, read 2026-11-24). Names are
 * free text of callers: they stand in a block of code, where chat takes nothing for a mention or a link.
 */
export function chatForm({ subject, body, attributes }: Message): string {
  const text = body.replaceAll('`', "'").slice(0, DESCRIPTION_LENGTH - 12);
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: harmless(subject).slice(0, TITLE_LENGTH),
      description: `\`\`\`\n${text.trimEnd()}\n\`\`\``,
    },
    metadata: {
      eventType: 'bedrock-geofence',
      summary: harmless(subject),
      additionalContext: attributes,
      enableCustomActions: false,
    },
  });
}

/** Without what begins a mention, a link or an emphasis. */
function harmless(text: string): string {
  return text.replace(/[<>&*_~`@[\]]/g, (mark) => INSTEAD[mark] ?? ' ');
}

const INSTEAD: Readonly<Record<string, string>> = { '<': '(', '>': ')', '[': '(', ']': ')' };

import { chatForm } from './chat-form.ts';
import type { Message } from './message.ts';

/** SNS takes 256 KB of all forms together; these are bytes as they are sent. */
const MAIL_BYTES = 130_000;
const TEXT_BYTES = 40_000;

/**
 * The message in the form of each protocol (SNS, `MessageStructure` `json`, read 2026-11-24): text by
 * mail, a custom notification where chat listens by `https`, JSON for everything else.
 */
export function snsForm(message: Message): string {
  const { subject, body, attributes, facts } = message;
  const text = fitted(body, TEXT_BYTES, (each) => JSON.stringify(JSON.stringify(each)));
  const machine = {
    schema: 'message/1',
    subject,
    ...(facts ?? { kind: 'notice' }),
    attributes,
    text,
  };
  return JSON.stringify({
    default: JSON.stringify(machine),
    email: fitted(body, MAIL_BYTES, (each) => JSON.stringify(each)),
    https: chatForm(message),
  });
}

/** The longest begin of a text that is sent in so many bytes; it says that it was cut. */
function fitted(text: string, most: number, sent: (text: string) => string): string {
  const fits = (some: string) => new TextEncoder().encode(sent(some)).length <= most;
  if (fits(text)) return text;
  let [short, long] = [0, text.length];
  while (long - short > 1) {
    const middle = (short + long) >> 1;
    if (fits(`${text.slice(0, middle)}${CUT}`)) short = middle;
    else long = middle;
  }
  return `${text.slice(0, short)}${CUT}`;
}

const CUT = '\n... cut: the evidence has the rest\n';

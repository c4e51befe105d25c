/** What is sent to people. The subject is one line of at most 99 ASCII characters, as SNS wants it. */
export type Message = {
  readonly subject: string;
  readonly body: string;
  /** For subscriptions that filter. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What machines read beside the text. */
  readonly facts?: Facts;
};

/** Values of a message for machines; texts of callers are cut. */
export type Facts = Readonly<
  Record<string, string | number | null | readonly string[]> & { readonly kind: string }
>;

/** What a message links to, and whose names it uses. */
export type TellContext = {
  readonly policySha256: string;
  readonly fences: readonly { readonly name: string; readonly regions: readonly string[] }[];
  readonly accountNames: Readonly<
    Record<string, { readonly name: string; readonly owner: string | null }>
  >;
  /** Address of the runbook; null where none was given. */
  readonly runbookUrl: string | null;
  readonly dashboardUrl: string;
  /** Where evidence lies, as `geofence` takes it: "s3://bucket", or a folder. */
  readonly evidence: string;
};

const SUBJECT_LENGTH = 99;

const LINE_LENGTH = 1000;

/** One line of a body. Names are free text of callers and may be of any length. */
export function lineOf(text: string): string {
  const line = plain(text);
  return line.length <= LINE_LENGTH ? line : `${line.slice(0, LINE_LENGTH)}...`;
}

/** Control and direction characters are shown, not obeyed. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

export function subjectOf(text: string): string {
  const ascii = plain(text).replace(/[^\x20-\x7e]/g, '?');
  return ascii.length <= SUBJECT_LENGTH ? ascii : `${ascii.slice(0, SUBJECT_LENGTH - 3)}...`;
}

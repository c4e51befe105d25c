/** Something that an auditor asks of evidence. */
export type Question = {
  /** Name of the query: "calls-outside-by-month". */
  readonly name: string;
  /** In plain words, with a question mark. */
  readonly asks: string;
  /** What the answer does not say: a sentence; null where nothing has to be kept in mind. */
  readonly limit: string | null;
  /** What each column of the answer means, in the order of the columns. */
  readonly columns: Readonly<Record<string, string>>;
  /** For Athena engine version 3, in one statement. Tables are named without their database. */
  readonly sql: string;
};

/** Of every query over settled calls. */
export const UNTIL_YESTERDAY =
  'Days are settled after they are over: today is not in it. Ask days-looked-at which days are.';

/** What a record turned out to be, and the small line that stands for it from then on. */

/** The Region that a record names: nothing, a text (known or not), or something that is no Region name. */
export type Named =
  | { readonly kind: 'absent' }
  | { readonly kind: 'named'; readonly region: string }
  | { readonly kind: 'unreadable'; readonly found: string };

export type LineKind = 'call' | 'completion' | 'submission';

/**
 * What many records have in common. Shared between lines by `createInterner`, so that a line costs
 * about 200 bytes.
 */
export type LineFacts = {
  readonly kind: LineKind;
  readonly eventName: string;
  /** `bedrock-mantle.amazonaws.com` */
  readonly mantle: boolean;
  /** `awsRegion`. */
  readonly sourceRegion: string;
  /** `recipientAccountId`, else `userIdentity.accountId`, else null. */
  readonly accountId: string | null;
  /** `userIdentity.accountId` where it differs from `accountId`. */
  readonly callerAccountId: string | null;
  /** Role or user ARN; sessions become their role. */
  readonly principal: string | null;
  /** Client family, from the user agent. */
  readonly client: string;
  /** The models or profiles named, as sent. Usually one. */
  readonly models: readonly string[];
  readonly named: Named;
  readonly outcome: Outcome;
  /** The Region that a denial by a service control policy names. */
  readonly blockedRegion: string | null;
};

/** How the call ended as far as its own record tells. `failed`: may have run. */
export type Outcome =
  | { readonly kind: 'served' }
  | { readonly kind: 'failed'; readonly errorCode: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly errorCode: string };

export type Refusal = 'denied' | 'throttled' | 'invalid';

/** One Bedrock record, small. */
export type Line = {
  readonly facts: LineFacts;
  readonly eventId: string | null;
  /** Of a completion: `parentRequestId`. */
  readonly requestId: string | null;
  /** UTC epoch; null where the record's time cannot be read. */
  readonly timeMs: number | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Set on an `UPDATED_DATA` record: the event that it corrects. */
  readonly corrects: string | null;
};

/** An application profile that a record of its creation tells about. */
export type ProfileCreation = { readonly arn: string; readonly copyFrom: string };

/** What one CloudTrail record turned out to be. Every JSON value becomes one of these; nothing throws. */
export type Reading =
  | { readonly kind: LineKind; readonly line: Line }
  | {
      readonly kind: 'other';
      readonly creation: ProfileCreation | null;
      /** Set where a correction turned out to be no call: the event that it corrects. */
      readonly corrects: string | null;
    }
  | {
      readonly kind: 'unrecognised' | 'unreadable';
      /** What was wrong or unknown, for a person. */
      readonly problem: string;
      readonly corrects: string | null;
    };

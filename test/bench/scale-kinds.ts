import type { VerdictKind } from '../../core/judge/judged.ts';

/** What all records of a call must settle into. `quarantined`: it can only be kept as it came. */
export type Planted = VerdictKind | 'submission' | 'quarantined';

/** Where a record says that the call ran: inside its fence, outside, where a waiver allows it, or not at all. */
export type Says = 'inside' | 'astray' | 'waived' | 'nothing';

/** A kind of call: the records that are made of it, and what they settle into. */
export type Kind = {
  readonly share: number;
  /** So seldom that a small simulation needs more of it. */
  readonly rare?: true;
  readonly planted: Planted;
  readonly name: string;
  /** `own`: of this Region alone. `near`: a profile of the continent. `global`: it may run anywhere. */
  readonly model: 'own' | 'near' | 'global';
  readonly call: Says;
  readonly completion?: Says;
  readonly correction?: Says;
  readonly error?: string;
};

const CALL = { name: 'Converse', model: 'near', call: 'inside', planted: 'inside' } as const;
const STREAM = { ...CALL, name: 'ConverseStream', completion: 'inside' } as const;
const REFUSED = { ...CALL, call: 'nothing', planted: 'not-served' } as const;
const RARE = { share: 0.00002, rare: true } as const;

/** Every kind, with its share of the calls of an account that keeps to its fence. */
export const KINDS = {
  /** What no other kind takes. */
  reported: { ...CALL, share: 0 },
  alone: { ...CALL, name: 'InvokeModel', model: 'own', call: 'nothing', share: 0.2 },
  stream: { ...STREAM, share: 0.08 },
  lateStream: { ...STREAM, model: 'global', call: 'nothing', share: 0.07 },
  unendingStream: {
    ...{ name: 'ConverseStream', model: 'global', call: 'nothing', planted: 'undecided' },
    ...{ share: 0.0001, rare: true },
  },
  denied: { ...REFUSED, error: 'AccessDenied', share: 0.005 },
  throttled: { ...REFUSED, error: 'ThrottlingException', share: 0.0095 },
  invalid: { ...REFUSED, error: 'ValidationException', share: 0.005 },
  correctedOut: { ...CALL, correction: 'astray', planted: 'outside', ...RARE },
  correctedIn: { ...CALL, call: 'astray', correction: 'inside', ...RARE },
  submission: {
    ...{ ...CALL, name: 'CreateModelInvocationJob', call: 'nothing', planted: 'submission' },
    ...{ share: 0.0005, rare: true },
  },
  garbage: { ...CALL, planted: 'quarantined', ...RARE },
  astray: { ...CALL, call: 'astray', planted: 'outside', share: 0 },
  astrayStream: {
    ...{ ...STREAM, model: 'global', call: 'nothing', completion: 'astray', planted: 'outside' },
    share: 0,
  },
  waived: { ...CALL, call: 'waived', planted: 'waived', share: 0 },
  canary: { ...REFUSED, name: 'InvokeModel', model: 'own', error: 'AccessDenied', share: 0 },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof KINDS;

export const KIND_NAMES = Object.keys(KINDS) as readonly KindName[];

import { type Slots, writeCall, writeCompletion } from './scale-bodies.ts';
import { KIND_NAMES, KINDS, type Kind, type KindName, type Says } from './scale-kinds.ts';
import { chance, type Plan, rateAt } from './scale-plan.ts';
import {
  accountIdOf,
  fenceOfRegion,
  ONE_ASTRAY_IN,
  ONE_WAIVED_IN,
  WAIVED_REGION,
} from './scale-policy.ts';

/** Which record of a call a message carries. */
const PARTS = ['call', 'completion', 'correction'] as const;
/** CloudTrail hands a record on after one to five minutes; corrections and copies take longer. */
const LAG_S = { least: 60, most: 300 };
const STREAM_S = { least: 5, most: 95 };
const CORRECTION_S = { least: 300, most: 1200 };
const COPY_S = { least: 0, most: 600 };
const HOUR_S = 3600;
const ROLES = ['ChatBackend', 'ResearchNotebook', 'CodingAgents', 'NightlyBatch', 'SupportDesk'];
const OWN_ROLE_SHARE = 0.15;
const OF_ACCOUNTS_THAT_STRAY = { astray: 0.02, astrayStream: 0.03 };
const WAIVED_SHARE = 0.05;
/** What was refused counts none. */
const TOKENS = '"inputTokens":812,"outputTokens":233';
const START_MS = Date.UTC(2026, 10, 3, 9);

export const startMs = START_MS;

/** The traffic of one source Region, the same each time. A message is known by its number. */
export type Traffic = ReturnType<typeof createTraffic>;

/** Makes the traffic of a Region second by second, in order. */
export function createTraffic(plan: Plan, region: string, inside: readonly string[]) {
  const salt = [...region].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) >>> 0;
  const tail = salt.toString(16).padStart(12, '0');
  const kinds: number[] = [];
  const seconds: number[] = [];
  const canaryOf = new Map<number, number>();
  const due = new Map<number, number[]>();
  const canaries = canariesBySecond(plan, salt);
  let owed = 0;
  let messages = 0;
  let copies = 0;
  const at = (ordinal: number, what: number) => chance(ordinal, salt + what);

  return {
    /** The messages that reach the queue in a second. Ask for each second, in order. */
    arrivals(second: number): readonly number[] {
      if (second < plan.seconds) {
        for (owed += rateAt(plan, region, second); owed >= 1; owed -= 1) begin(second, pick());
        for (const account of canaries.get(second % HOUR_S) ?? []) {
          canaryOf.set(kinds.length, account);
          begin(second, 'canary');
        }
      }
      const now = due.get(second) ?? [];
      due.delete(second);
      return now;
    },
    isOver: (second: number) => second >= plan.seconds && due.size === 0,
    bodyOf(message: number): string {
      const ordinal = Math.floor(message / PARTS.length);
      const part = PARTS[message % PARTS.length] ?? 'call';
      const kind = kindAt(ordinal);
      if (kind === KINDS.garbage) return `{"id":"${idOf(ordinal, 0)}","was":"cut off"}`;
      const write = part === 'completion' ? writeCompletion : writeCall;
      return write(slotsOf(ordinal, kind, part));
    },
    calls: () => kinds.length,
    messages: () => messages,
    copies: () => copies,
    kindOf: (ordinal: number): KindName => KIND_NAMES[kinds[ordinal] ?? 0] ?? 'reported',
    /** Who strayed where, as people are told of it: once for each in every hour. */
    findingOf(ordinal: number): string {
      return [callerOf(ordinal).join(' '), region, fenceOfRegion(region).astray].join(' ');
    },
    idOf: (ordinal: number) => idOf(ordinal, 0),
  };

  function begin(second: number, name: KindName): void {
    const ordinal = kinds.length;
    kinds.push(KIND_NAMES.indexOf(name));
    seconds.push(second);
    const kind: Kind = KINDS[name];
    const sentS = second + between(LAG_S, at(ordinal, 1));
    send(ordinal, 0, sentS);
    if (kind.completion) {
      send(ordinal, 1, sentS + between(STREAM_S, at(ordinal, 2)));
    }
    if (kind.correction) send(ordinal, 2, sentS + between(CORRECTION_S, at(ordinal, 3)));
  }

  function send(ordinal: number, part: number, second: number): void {
    const message = ordinal * PARTS.length + part;
    put(message, second);
    messages += 1;
    if (at(message, 4) >= plan.duplicates) return;
    copies += 1;
    put(message, second + between(COPY_S, at(message, 5)));
  }

  function put(message: number, second: number): void {
    const list = due.get(second);
    if (list === undefined) due.set(second, [message]);
    else list.push(message);
  }

  function pick(): KindName {
    const ordinal = kinds.length;
    let rest = at(ordinal, 6);
    const account = accountOf(ordinal);
    if (account % ONE_ASTRAY_IN === Math.min(7, plan.accounts - 1)) {
      if (rest < OF_ACCOUNTS_THAT_STRAY.astray) return 'astray';
      if (rest < OF_ACCOUNTS_THAT_STRAY.astrayStream) return 'astrayStream';
    }
    if (account % ONE_WAIVED_IN === 0 && rest < WAIVED_SHARE) return 'waived';
    rest = at(ordinal, 7);
    for (const name of KIND_NAMES) {
      const { share, rare }: Kind = KINDS[name];
      rest -= share * (rare ? plan.rareTimes : 1);
      if (rest < 0) return name;
    }
    return 'reported';
  }

  /** A few accounts call much: the share falls with the place, to the power of three quarters. */
  function accountOf(ordinal: number): number {
    const canary = canaryOf.get(ordinal);
    return canary ?? Math.floor(plan.accounts * at(ordinal, 8) ** 4);
  }

  function kindAt(ordinal: number): Kind {
    return KINDS[KIND_NAMES[kinds[ordinal] ?? 0] ?? 'reported'];
  }

  /** An account has two roles that call: one as others have it too, and one of its own. */
  function callerOf(ordinal: number): readonly [account: string, role: string] {
    const account = accountOf(ordinal);
    if (canaryOf.has(ordinal)) return [accountIdOf(account), `bedrock-geofence-canary-${region}`];
    const isOwn = at(ordinal, 9) < OWN_ROLE_SHARE;
    const role = isOwn ? `Service${account}` : (ROLES[account % ROLES.length] ?? '');
    return [accountIdOf(account), role];
  }

  function slotsOf(ordinal: number, kind: Kind, part: (typeof PARTS)[number]): Slots {
    const [account, role] = callerOf(ordinal);
    const { prefix } = fenceOfRegion(region);
    const model = {
      own: 'amazon.nova-lite-v1:0',
      near: `${prefix}.amazon.nova-pro-v1:0`,
      global: 'global.anthropic.claude-sonnet-4-6',
    }[kind.model];
    const place = placeOf(ordinal, kind[part] ?? 'nothing');
    const second = seconds[ordinal] ?? 0;
    return {
      ...{ account, role, region, model, name: kind.name },
      id: idOf(ordinal, 3 + PARTS.indexOf(part)),
      request: idOf(ordinal, part === 'correction' ? 9 : 0),
      event: idOf(ordinal, 6 + PARTS.indexOf(part)),
      time: `${new Date(START_MS + second * 1000).toISOString().slice(0, 19)}Z`,
      data: `${place === null ? '' : `"inferenceRegion":"${place}",`}${kind.error ? '' : TOKENS}`,
      more: moreOf(ordinal, kind, part),
    };
  }

  function moreOf(ordinal: number, { error }: Kind, part: (typeof PARTS)[number]): string {
    if (error !== undefined) return `"errorCode":"${error}",`;
    if (part !== 'correction') return '';
    const original = `"originalRequestID":"${idOf(ordinal, 0)}","originalEventID":"${idOf(ordinal, 6)}"`;
    return `"addendum":{"reason":"UPDATED_DATA","updatedFields":"additionalEventData",${original}},`;
  }

  function placeOf(ordinal: number, says: Says): string | null {
    if (says === 'nothing') return null;
    if (says === 'waived') return WAIVED_REGION;
    if (says === 'astray') return fenceOfRegion(region).astray;
    return inside[Math.floor(at(ordinal, 10) * inside.length)] ?? region;
  }

  /** All ids of a call begin with its ordinal, so that whatever it becomes can be found again. */
  function idOf(ordinal: number, what: number): string {
    return `${ordinal.toString(16).padStart(8, '0')}-${what}000-4000-8000-${tail}`;
  }
}

/** One canary an hour in each account, at a second of its own. */
function canariesBySecond({ accounts, seconds }: Plan, salt: number) {
  const bySecond = new Map<number, number[]>();
  for (let account = 0; account < accounts; account += 1) {
    const second = Math.floor(chance(account, salt) * Math.min(HOUR_S, seconds));
    bySecond.set(second, [...(bySecond.get(second) ?? []), account]);
  }
  return bySecond;
}

function between({ least, most }: { least: number; most: number }, part: number): number {
  return least + Math.floor(part * (most - least + 1));
}

import { fieldOf } from '../../core/judge/json-fields.ts';
import { type AccountRegion, placeKeyOf } from '../../core/prove/account-region.ts';
import { type ClockHour, hoursAfter } from '../../core/prove/clock-hour.ts';
import type { HourlyPorts, HourlySettings } from './hourly.ts';

/** An organization has at most 10,000 accounts; more can only be made up (Organizations quotas, read 2026-11-25). */
const MOST_ACCOUNTS = 10_000;
const AN_ACCOUNT = /^\d{12}$/;
/** Coverage is written each day. */
const COVERAGE_DAYS = 3;

export type KnownPlaces = {
  /** Accounts that somebody vouches for first, then those that evidence alone names. */
  readonly places: readonly AccountRegion[];
  /** Accounts that were left out, because there are more than there can be. */
  readonly leftOut: number;
};

/**
 * Every account of the organization in every source Region, as far as anybody knows: by the last
 * coverage, by the policy, and by evidence. Where coverage says that a Region is not enabled there is nothing
 * to look into, unless evidence has calls from there: it may have been enabled since.
 */
export async function knownPlaces(
  hour: ClockHour,
  evidence: Iterable<AccountRegion>,
  { regions, tell }: Pick<HourlySettings, 'regions' | 'tell'>,
  ports: Pick<HourlyPorts, 'read' | 'log'>,
): Promise<KnownPlaces> {
  const covered = await readCoverage(hour, ports);
  const named = [...evidence];
  const vouched = [...covered.accounts, ...Object.keys(tell.accountNames)];
  const seen = named.map(({ accountId }) => accountId);
  const called = new Set(named.map(placeKeyOf));
  const accounts = [...new Set([...vouched, ...seen])].filter((id) => AN_ACCOUNT.test(id));
  const places = accounts
    .slice(0, MOST_ACCOUNTS)
    .flatMap((accountId) => regions.map((region) => ({ accountId, region })))
    .filter((place) => {
      const key = placeKeyOf(place);
      return called.has(key) || !covered.notEnabled.has(key);
    });
  return { places, leftOut: Math.max(0, accounts.length - MOST_ACCOUNTS) };
}

/** What the last coverage says; nothing where there is none yet. */
async function readCoverage(hour: ClockHour, { read, log }: Pick<HourlyPorts, 'read' | 'log'>) {
  const accounts: string[] = [];
  const notEnabled = new Set<string>();
  for (let back = -1; back < COVERAGE_DAYS; back += 1) {
    const day = hoursAfter(hour, -24 * back).slice(0, 10);
    const key = `coverage/v1/date=${day}.json`;
    const object = await read(key);
    if (object === null) continue;
    const rows = rowsOf(object.bytes);
    if (rows === null) {
      log({ level: 'WARN', message: `${key} is no coverage; an earlier one is asked` });
      continue;
    }
    for (const row of rows) {
      const place = {
        accountId: String(fieldOf(row, 'accountId')),
        region: String(fieldOf(row, 'region')),
      };
      accounts.push(place.accountId);
      if (fieldOf(row, 'state') === 'not enabled') notEnabled.add(placeKeyOf(place));
    }
    break;
  }
  return { accounts, notEnabled };
}

/** Null where it is no coverage. Never throws. */
function rowsOf(bytes: Uint8Array): readonly unknown[] | null {
  try {
    const rows = fieldOf(JSON.parse(Buffer.from(bytes).toString('utf8')), 'rows');
    return Array.isArray(rows) ? rows : null;
  } catch {
    return null;
  }
}

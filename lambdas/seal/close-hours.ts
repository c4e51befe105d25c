import { fieldOf } from '../../core/judge/json-fields.ts';
import { ALARMS } from '../../core/measure/alarms.ts';
import { ringAlarms } from '../../core/measure/ring-alarms.ts';
import { createSeries } from '../../core/measure/series.ts';
import { topCallers } from '../../core/measure/top-callers.ts';
import {
  type ClockHour,
  hourAt,
  hourInKey,
  hoursAfter,
  startOfHour,
} from '../../core/prove/clock-hour.ts';
import { closedKeyOf, closedName } from '../../core/tell/closed-key.ts';
import { closingMessage, type Followed } from '../../core/tell/closing-message.ts';
import { deniedMessage } from '../../core/tell/denied-message.ts';
import { renderMarker } from '../../core/tell/marker.ts';
import { type TellGroup, tellGroups } from '../../core/tell/tell-groups.ts';
import { toldKeyOf } from '../../core/tell/told-marker.ts';
import { tell } from '../ingest/tell.ts';
import { tellMisattributed } from '../ingest/tell-misattributed.ts';
import { findFindings } from './find-findings.ts';
import type { HourlyPorts, HourlySettings } from './hourly.ts';
import { createPolicies } from './policies.ts';

/**
 * How long after its end an hour is closed: streams of the hour have ended, and their ends and late
 * deliveries of CloudTrail (five minutes on average, a quarter of an hour seen) have come.
 */
const CLOSE_MARGIN_MS = 30 * 60_000;

/** How far back a run looks for hours that no run closed. */
const MOST_HOURS = 24;

/** The last clock hour that can be closed. */
export function lastClosable(nowMs: number): ClockHour {
  return hoursAfter(hourAt(nowMs - CLOSE_MARGIN_MS), -1);
}

/** The hour of the first evidence, in which the watcher began; null where there is none yet. */
export async function firstHour({ list }: Pick<HourlyPorts, 'list'>): Promise<ClockHour | null> {
  for await (const { key } of list('evidence/v1/')) return hourInKey(key);
  return null;
}

/**
 * Closes the clock hours of detection that are due, oldest first, none before the first evidence: whatever was found in them and not
 * told is told, streams that stayed undecided among it, and what followed after people were told is
 * counted. A marker says that it was done; a crash before it does it again.
 */
export async function closeHours(
  settings: HourlySettings,
  ports: HourlyPorts,
): Promise<readonly ClockHour[]> {
  const due: ClockHour[] = [];
  const first = await firstHour(ports);
  let hour = lastClosable(ports.now());
  const isLeft = () => first !== null && hour >= first && due.length < MOST_HOURS;
  while (isLeft() && (await ports.read(closedKeyOf(hour))) === null) {
    due.unshift(hour);
    hour = hoursAfter(hour, -1);
  }
  for (const each of due) await closeHour(each, settings, ports);
  return due;
}

async function closeHour(
  hour: ClockHour,
  settings: HourlySettings,
  ports: HourlyPorts,
): Promise<void> {
  const nowMs = ports.now();
  const { found, stayed, denied, misattributed } = await findFindings(
    hour,
    hourAt(nowMs),
    createPolicies(ports),
    ports,
  );
  const groups = tellGroups([...found, ...stayed], startOfHour(hour));

  const untold: TellGroup[] = [];
  const followed: Followed[] = [];
  for (const group of groups) {
    const told = await toldAtOnce(group, ports);
    if (told === null) untold.push(group);
    else if (group.calls.length > told) followed.push({ group, told });
  }
  const series = createSeries();
  if (stayed.length > 0) series.add('Undecided', {}, nowMs, stayed.length);
  for (const { Caller, calls: count } of topCallers(denied.callers)) {
    series.add('Denied', { Caller }, nowMs, count);
  }
  if (series.data().length > 0) await ports.publishMetrics(series.data());
  const store = { put: ports.put, has: async (key: string) => (await ports.read(key)) !== null };
  const { errors } = await tell(untold, settings, { store, publish: ports.publish }, nowMs);
  if (errors.length > 0) throw errors[0];
  const when = { hourMs: startOfHour(hour), nowMs };
  await tellMisattributed(misattributed, settings, { store, publish: ports.publish }, when);
  if (followed.length > 0) await ports.publish(closingMessage(hour, followed, settings.tell));
  if (ringAlarms(ALARMS, denied.counts).length > 0) {
    await ports.publish(deniedMessage(hour, denied.callers, settings.tell));
  }

  const calls = groups.reduce((sum, group) => sum + group.calls.length, 0);
  const marker = renderMarker('closed/1', closedName(hour), {
    closed: new Date(nowMs).toISOString(),
    ...{ groups: groups.length, calls, untold: untold.length, stayedUndecided: stayed.length },
  });
  await ports.put(closedKeyOf(hour), Buffer.from(marker));
}

/** How many calls the message about a group counted; null where none was sent. */
async function toldAtOnce(group: TellGroup, { read }: HourlyPorts): Promise<number | null> {
  const marker = await read(toldKeyOf(group));
  if (marker === null) return null;
  const calls = fieldOf(JSON.parse(Buffer.from(marker.bytes).toString('utf8')), 'calls');
  return typeof calls === 'number' ? calls : 0;
}

import type { JudgedCall } from '../../core/judge/judged.ts';
import { keyOf } from '../../core/judge/key.ts';
import { createLedger } from '../../core/judge/ledger.ts';
import type { Reading } from '../../core/judge/reading.ts';
import { type ClockHour, hoursAfter } from '../../core/prove/clock-hour.ts';
import { evidenceLines } from './evidence-lines.ts';
import type { PolicyOf } from './policies.ts';
import type { SealPorts } from './ports.ts';

/**
 * Which open streams are undecided with whatever was written of them from `hour` until `last`: their other
 * records, and what corrections join to them. `open`: the hash of the policy that judged each, by its key.
 */
export async function settleOpen(
  open: ReadonlyMap<string, string>,
  hour: ClockHour,
  last: ClockHour,
  policyOf: PolicyOf,
  ports: Pick<SealPorts, 'list' | 'read'>,
): Promise<readonly JudgedCall[]> {
  if (open.size === 0) return [];
  const ledger = createLedger();
  const isOpen = (reading: Reading) => 'line' in reading && open.has(keyOf(reading.line) ?? '');
  const named = new Set<string>();
  for await (const reading of readingsOf(hour, last, ports)) {
    const corrects = 'line' in reading ? reading.line.corrects : reading.corrects;
    if (corrects !== null) named.add(corrects);
    if (corrects !== null || isOpen(reading)) ledger.add(reading);
  }
  // What a correction names may be written before it: only now is it known what to look for.
  for await (const reading of named.size === 0 ? [] : readingsOf(hour, last, ports)) {
    if (!('line' in reading) || reading.line.corrects !== null || isOpen(reading)) continue;
    if (named.has(reading.line.eventId ?? '')) ledger.add(reading);
  }
  const stayed: JudgedCall[] = [];
  for (const sha256 of new Set(open.values())) {
    for (const { call } of ledger.settle(await policyOf(sha256))) {
      if (call?.verdict !== 'undecided' || call.observed || open.get(call.key) !== sha256) continue;
      stayed.push({ ...call, openStream: false });
    }
  }
  return stayed;
}

async function* readingsOf(
  hour: ClockHour,
  last: ClockHour,
  ports: Pick<SealPorts, 'list' | 'read'>,
): AsyncGenerator<Reading> {
  for (let each = hour; each <= last; each = hoursAfter(each, 1)) {
    for await (const read of evidenceLines(each, ports))
      if (read.kind === 'line') yield read.reading;
  }
}

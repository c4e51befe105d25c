import { createInterner, MOST_REMEMBERED } from '../../core/judge/intern-facts.ts';
import { createAloneJudge } from '../../core/judge/judge-alone.ts';
import type { Judged } from '../../core/judge/judged.ts';
import { keyOf } from '../../core/judge/key.ts';
import { measureBatch } from '../../core/measure/measure-batch.ts';
import { createSeriesCap } from '../../core/measure/series-cap.ts';
import { createEvidenceWriter } from '../../core/prove/evidence-line.ts';
import { tellGroups } from '../../core/tell/tell-groups.ts';
import { judgeBatch } from '../../core/watch/judge-batch.ts';
import { comeAgain, isEvidence } from './come-again.ts';
import { keepEvidence, keepPolicy, keepQuarantine } from './keep.ts';
import type { IngestPorts } from './ports.ts';
import { type QueueMessage, type ReadMessage, readMessages } from './read-messages.ts';
import type { IngestSettings } from './settings.ts';
import { tell } from './tell.ts';
import { tellMisattributed } from './tell-misattributed.ts';

/** Takes one batch of messages; answers with the ids of those that must come again. */
export type Ingest = (messages: readonly QueueMessage[]) => Promise<ReadonlySet<string>>;

/**
 * Judges Bedrock's CloudTrail events as they come. The effects stand in this order, so that a crash
 * anywhere loses nothing: evidence, telling, metrics, answer. What cannot be understood is kept apart
 * and counted and does not come again; only what the world refused does.
 */
export function createIngest(settings: IngestSettings, ports: IngestPorts): Ingest {
  const { policy } = settings;
  const { store, log } = ports;
  const cap = createSeriesCap();
  /** A process remembers what it judged: what comes again in the next batch is not judged again. */
  const intern = createInterner(MOST_REMEMBERED);
  const judgeAlone = createAloneJudge(policy);
  const writeEvidence = createEvidenceWriter(settings.policySha256, settings.version);
  const keepPolicyOnce = once(() => keepPolicy(settings, store));

  return async (messages) => {
    const nowMs = ports.now();
    const read = readMessages(messages, intern);
    const failed = new Set<string>();
    const strange = read.filter(({ reading }) => isStrange(reading));
    const batch = judgeBatch(
      read.map(({ reading }) => reading),
      judgeAlone,
      policy,
    );
    await attempt('quarantine', strange, () => keepQuarantine(strange, store, nowMs));
    const evident = read.filter(isEvidence);
    await attempt('evidence', evident, async () => {
      if (evident.length > 0) await keepPolicyOnce();
      await keepEvidence(batch.lines, read, writeEvidence, settings.region, store, nowMs);
    });

    const kept = read.filter(({ id }) => !failed.has(id));
    const isKept = kept.some(isEvidence);
    const calls = isKept ? batch.settled.flatMap(({ call }) => call ?? []) : [];
    const told = await tell(tellGroups(calls, nowMs), settings, ports, nowMs);
    for (const error of told.errors) logFailure('telling', error);
    for (const { id } of comeAgain(kept, told.failed)) failed.add(id);
    const strangers = kept.filter(({ misattribution }) => misattribution !== null);
    let notices = 0;
    await attempt('telling', strangers, async () => {
      const found = strangers.flatMap(({ misattribution }) => misattribution ?? []);
      notices = await tellMisattributed(found, settings, ports, { hourMs: nowMs, nowMs });
    });

    const left = read.filter(({ id }) => !failed.has(id));
    const again = keysOf(read.filter(({ id }) => failed.has(id)));
    const isLeft = new Set(left.map(({ reading }) => ('line' in reading ? reading.line : null)));
    const counted = {
      region: settings.region,
      lines: batch.lines.filter(({ line }) => isLeft.has(line)),
      settled: left.some(isEvidence) ? batch.settled.filter((each) => !again.has(keyIn(each))) : [],
      unreadable: countOf(left, 'unreadable'),
      unrecognised: countOf(left, 'unrecognised'),
      misattributed: left.filter(({ misattribution }) => misattribution !== null).length,
      told: told.messages + notices,
    };
    const publish = () => ports.publishMetrics(measureBatch(counted, policy, cap, nowMs));
    if (left.length > 0) await attempt('metrics', read, publish);
    log({
      ...{ level: failed.size > 0 ? 'WARN' : 'INFO', message: 'batch judged' },
      ...{ messages: read.length, records: batch.lines.length, strange: strange.length },
      misattributed: counted.misattributed,
      ...{ told: counted.told, failed: failed.size, milliseconds: ports.now() - nowMs },
    });
    return failed;

    /** Does the work for some messages; where it fails, they come again. */
    async function attempt(
      what: string,
      some: readonly ReadMessage[],
      work: () => Promise<void>,
    ): Promise<void> {
      try {
        await work();
      } catch (error) {
        logFailure(what, error);
        for (const { id } of some) failed.add(id);
      }
    }
  };

  function logFailure(what: string, error: unknown): void {
    const name = error instanceof Error ? error.name : typeof error;
    log({ level: 'ERROR', message: `${what} failed; its messages come again`, error: name });
  }
}

function isStrange({ kind }: ReadMessage['reading']): boolean {
  return kind === 'unreadable' || kind === 'unrecognised';
}

/** The keys of calls and submissions of which something comes again. */
function keysOf(messages: readonly ReadMessage[]): ReadonlySet<string | null> {
  return new Set(messages.flatMap(({ reading }) => ('line' in reading ? keyOf(reading.line) : [])));
}

function keyIn({ call, submission }: Judged): string | null {
  return call?.key ?? submission?.key ?? null;
}

function countOf(messages: readonly ReadMessage[], kind: string): number {
  return messages.filter(({ reading }) => reading.kind === kind).length;
}

/** Does a thing until it succeeded once. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work().catch((error) => {
      done = null;
      throw error;
    });
    return done;
  };
}

import { createAloneJudge } from '../../core/judge/judge-alone.ts';
import type { JudgedCall } from '../../core/judge/judged.ts';
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
  const judgeAlone = createAloneJudge(policy);
  const writeEvidence = createEvidenceWriter(settings.policySha256, settings.version);
  const keepPolicyOnce = once(() => keepPolicy(settings, store));

  return async (messages) => {
    const nowMs = ports.now();
    const read = readMessages(messages);
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

    const left = read.filter(({ id }) => !failed.has(id));
    const untold = new Set<JudgedCall | null>(told.failed);
    const isLeft = new Set(left.map(({ reading }) => ('line' in reading ? reading.line : null)));
    const counted = {
      lines: batch.lines.filter(({ line }) => isLeft.has(line)),
      settled: left.some(isEvidence) ? batch.settled.filter(({ call }) => !untold.has(call)) : [],
      unreadable: countOf(left, 'unreadable'),
      unrecognised: countOf(left, 'unrecognised'),
      told: told.messages,
    };
    const publish = () => ports.publishMetrics(measureBatch(counted, policy, cap, nowMs));
    if (left.length > 0) await attempt('metrics', read, publish);
    log({
      ...{ level: failed.size > 0 ? 'WARN' : 'INFO', message: 'batch judged' },
      ...{ messages: read.length, records: batch.lines.length, strange: strange.length },
      ...{ told: told.messages, failed: failed.size, milliseconds: ports.now() - nowMs },
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

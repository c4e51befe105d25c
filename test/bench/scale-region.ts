import { createIngest, type Ingest } from '../../lambdas/ingest/ingest.ts';
import type { QueueMessage } from '../../lambdas/ingest/read-messages.ts';
import { MB_A_CPU, ROUND_TRIP_MS } from './cost-day.ts';
import type { Requests } from './cost-world.ts';
import { type Checked, checkEvidence } from './scale-check.ts';
import { DEPLOYED } from './scale-deployed.ts';
import { type Batch, createMapping } from './scale-mapping.ts';
import { chance, type Plan } from './scale-plan.ts';
import { organizationSettings } from './scale-policy.ts';
import { createQueue } from './scale-queue.ts';
import { createTraffic, startMs } from './scale-traffic.ts';
import { createScaleWorld, FAULTS, type Fault } from './scale-world.ts';

/** What happened in one source Region. */
export type RegionOutcome = {
  readonly region: string;
  readonly calls: number;
  readonly messages: number;
  /** Messages that came a second time. */
  readonly copies: number;
  readonly batches: number;
  readonly failedBatches: number;
  readonly received: number;
  readonly receives: number;
  readonly billedMs: number;
  readonly requests: Requests;
  /** Names of the series that had a point, by hour. */
  readonly series: readonly (readonly string[])[];
  readonly metricRequestsBySecond: readonly number[];
  readonly putsBySecond: readonly number[];
  readonly environments: number;
  readonly mostAtOnce: number;
  readonly mostInFlight: number;
  readonly deadLettered: number;
  readonly redriven: number;
  readonly leftDead: number;
  readonly expired: number;
  readonly oldestS: number;
  /** Messages that lay in the queue when it was read again. */
  readonly waitingAtEnd: number;
  /** Seconds from when a stopped queue is read again until no message is older than two minutes. */
  readonly recoveredAfterS: number | null;
  readonly checked: Checked;
  /** Of this machine: ingest alone, and settling all evidence. */
  readonly ingestCpuMs: number;
  readonly settleCpuMs: number;
};

export type RegionTask = {
  readonly plan: Plan;
  readonly region: string;
  /** Changes what ingest answers: only to see that the check notices it. */
  readonly answer?: (failed: ReadonlySet<string>) => ReadonlySet<string>;
};

/**
 * CPU of one record at one vCPU, rounded up: of many accounts few records are alike, and each costs three
 * times what `npm run bench:ingest` measures with a few. The program prints what this machine took.
 */
const CPU_MS_A_RECORD = 0.08;
/** What an operator waits before what lies in the dead-letter queue is sent again. */
const REDRIVE_AFTER_S = 1800;
const RECOVERED_S = 120;
const HOUR_S = 3600;
const MOST_HOURS = 24;

/** Runs one Region from its first call until its queue is empty, and checks what was kept. */
export async function runRegion({ plan, region, answer }: RegionTask): Promise<RegionOutcome> {
  const settings = { ...organizationSettings(plan.accounts, Object.keys(plan.shares)), region };
  const inside = settings.policy.fences.find(({ scope }) => scope.sourceRegions?.includes(region));
  const traffic = createTraffic(plan, region, inside?.regions ?? []);
  const world = createScaleWorld();
  const queue = createQueue(DEPLOYED);
  const mapping = createMapping(queue, traffic.bodyOf);
  const environments: { ingest: Ingest; freeS: number }[] = [];
  const running: { endsS: number; sentS: number; end: () => void }[] = [];
  const series: string[][] = [];
  const bySecond = { metrics: [] as number[], puts: [] as number[] };
  const sum = { batches: 0, failedBatches: 0, received: 0, receives: 0, billedMs: 0 };
  const most = { atOnce: 0, inFlight: 0, dead: 0, oldestS: 0 };
  let redriven = 0;
  let made = 0;
  let ingestCpuMs = 0;
  let waitingAtEnd = 0;
  let recoveredAfterS: number | null = null;
  const isIn = ({ region: its, fromS, toS }: Plan['stopped'], second: number) =>
    its === region && second >= fromS && second < toS;

  for (let second = 0; second < MOST_HOURS * HOUR_S; second += 1) {
    for (const message of traffic.arrivals(second)) queue.send(message, second);
    queue.tick(second);
    for (const done of running.filter(({ endsS }) => endsS <= second)) done.end();
    running.splice(0, running.length, ...running.filter(({ endsS }) => endsS > second));
    if (plan.stopped.region === region && second === plan.stopped.toS)
      waitingAtEnd = queue.visible();
    if (!isIn(plan.stopped, second)) {
      for (const batch of mapping.gather(second, DEPLOYED.mostAtOnce - running.length)) {
        await invoke(batch, second);
      }
    }
    most.atOnce = Math.max(most.atOnce, running.length);
    most.inFlight = Math.max(most.inFlight, queue.inFlight());
    most.dead = Math.max(most.dead, queue.dead());
    const held = running.map(({ sentS }) => sentS);
    const oldestS = second - Math.min(second, queue.oldestS(), mapping.oldestS(), ...held);
    most.oldestS = Math.max(most.oldestS, oldestS);
    const { toS } = plan.stopped;
    if (plan.stopped.region === region && second >= toS && oldestS <= RECOVERED_S) {
      recoveredAfterS ??= second - toS;
    }
    if (queue.dead() > 0 && second % HOUR_S === REDRIVE_AFTER_S && second > plan.failing.toS) {
      redriven += queue.redrive(second);
    }
    const isDone =
      traffic.isOver(second) && queue.visible() + queue.inFlight() + queue.dead() === 0;
    if (second % HOUR_S === HOUR_S - 1 || isDone) {
      series.push([...world.series].sort());
      world.series.clear();
    }
    if (isDone && running.length === 0) break;
  }
  const before = process.cpuUsage();
  const checked = checkEvidence(world.objects, traffic, settings.policy);
  return {
    ...{ region, calls: traffic.calls(), messages: traffic.messages(), copies: traffic.copies() },
    ...sum,
    ...{ requests: world.requests, series, environments: made },
    ...{ metricRequestsBySecond: bySecond.metrics, putsBySecond: bySecond.puts },
    ...{ mostAtOnce: most.atOnce, mostInFlight: most.inFlight, deadLettered: most.dead },
    ...{ redriven, leftDead: queue.dead(), expired: queue.expired() },
    ...{ oldestS: most.oldestS, waitingAtEnd, recoveredAfterS, checked, ingestCpuMs },
    settleCpuMs: cpuMsSince(before),
  };

  async function invoke({ openedS, waiting, bodies }: Batch, second: number): Promise<void> {
    const number = sum.batches;
    sum.batches += 1;
    sum.received += waiting.length;
    sum.receives += Math.ceil(waiting.length / 10);
    const fault = isIn(plan.failing, second) ? faultOf(number, plan.failing.part) : null;
    if (fault !== null) sum.failedBatches += 1;
    const environment = environments.find(({ freeS }) => freeS <= second) ?? start();
    const { clock, state, requests } = world;
    clock.nowMs = startMs + second * 1000;
    const cpuMs = (waiting.length * CPU_MS_A_RECORD * MB_A_CPU) / DEPLOYED.memoryMb;
    Object.assign(state, { fault, endsMs: clock.nowMs + cpuMs });
    const earlier = { ...requests };
    const messages = bodies.map((body, at) => ({ id: String(at), body }));
    const failed = await failedOf(environment.ingest, messages, fault);

    const billedMs = Math.ceil(cpuMs + (requests.rounds - earlier.rounds) * ROUND_TRIP_MS);
    sum.billedMs += billedMs;
    count(bySecond.metrics, second, requests.metricRequests - earlier.metricRequests);
    count(bySecond.puts, second, requests.puts - earlier.puts);
    environment.freeS = second + Math.ceil(billedMs / 1000);
    if (fault?.startsWith('dies')) environments.splice(environments.indexOf(environment), 1);
    const endsS = second + Math.max(1, Math.ceil(billedMs / 1000));
    running.push({
      endsS,
      sentS: waiting[0]?.sentS ?? second,
      end: () => {
        queue.delete(waiting.filter((_, at) => !failed.has(String(at))));
        queue.leave(
          waiting.filter((_, at) => failed.has(String(at))),
          Math.max(openedS, endsS - DEPLOYED.visibilityS),
        );
      },
    });
  }

  async function failedOf(
    ingest: Ingest,
    messages: readonly QueueMessage[],
    fault: Fault | null,
  ): Promise<ReadonlySet<string>> {
    const all = new Set(messages.map(({ id }) => id));
    if (fault === 'dies at once') return all;
    const before = process.cpuUsage();
    const failed = await ingest(messages);
    ingestCpuMs += cpuMsSince(before);
    if (fault === 'dies at the end') return all;
    return answer === undefined ? failed : answer(failed);
  }

  function start() {
    made += 1;
    const environment = { ingest: createIngest(settings, world.ports), freeS: 0 };
    environments.push(environment);
    return environment;
  }
}

/** Some invocations fail, each time in another way. */
function faultOf(number: number, part: number): Fault | null {
  if (chance(number, 1) >= part) return null;
  return FAULTS[Math.floor(chance(number, 2) * FAULTS.length)] ?? null;
}

function count(bySecond: number[], second: number, more: number): void {
  bySecond[second] = (bySecond[second] ?? 0) + more;
}

function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

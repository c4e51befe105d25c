import type { IngestPorts } from '../../lambdas/ingest/ports.ts';
import { createWorld } from './cost-world.ts';

/** What goes wrong in one invocation. `dies`: before it did anything, or after all was done. */
export type Fault =
  | 'dies at once'
  | 'evidence is refused'
  | 'evidence is kept, the answer is lost'
  | 'nobody can be told'
  | 'metrics are refused'
  | 'dies at the end';

export const FAULTS: readonly Fault[] = [
  'dies at once',
  'evidence is refused',
  'evidence is kept, the answer is lost',
  'nobody can be told',
  'metrics are refused',
  'dies at the end',
];

/** The counting world of the cost program, which also keeps what is written, and fails as it is told. */
export function createScaleWorld() {
  const world = createWorld();
  const objects = new Map<string, Uint8Array>();
  /** Since when the marker of a group stands there, by its key. */
  const toldMs = new Map<string, number>();
  const state = { fault: null as Fault | null, endsMs: 0, told: 0 };
  const fail = (when: Fault) => {
    if (state.fault === when) throw new Error('500');
  };
  const { store, publish, publishMetrics, now } = world.ports;
  const ports: IngestPorts = {
    store: {
      async put(key, bytes) {
        if (key.startsWith('evidence/')) fail('evidence is refused');
        await store.put(key, bytes);
        if (key.startsWith('told/')) toldMs.set(key, toldMs.get(key) ?? state.endsMs);
        objects.set(key, bytes);
        if (key.startsWith('evidence/')) fail('evidence is kept, the answer is lost');
      },
      /** Another invocation that runs at the same time has not seen it yet. */
      async has(key) {
        await store.has(key);
        return (toldMs.get(key) ?? Number.POSITIVE_INFINITY) <= now();
      },
    },
    async publish(message) {
      fail('nobody can be told');
      await publish(message);
    },
    async publishMetrics(data) {
      fail('metrics are refused');
      await publishMetrics(data);
    },
    log: (entry) => {
      world.requests.logBytes += JSON.stringify(entry).length;
    },
    now,
  };
  return { ...world, ports, objects, state };
}

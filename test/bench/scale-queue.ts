/** A message as it waits: its number, when it was sent, and how often it was received. */
export type Waiting = { readonly message: number; readonly sentS: number; receives: number };

/** What the deployed queue is set to, in seconds. */
export type QueueSettings = {
  readonly visibilityS: number;
  readonly mostReceives: number;
  readonly retentionS: number;
};

/**
 * A standard queue in memory as SQS keeps its word: what was received is hidden until it is deleted or its
 * time is over, what was received too often goes to the dead-letter queue, what is too old is gone.
 */
export function createQueue({ visibilityS, mostReceives, retentionS }: QueueSettings) {
  const fresh = createLine();
  const returned = createLine();
  const hidden = new Map<number, Waiting[]>();
  const dead: Waiting[] = [];
  let hiddenCount = 0;
  let expired = 0;

  return {
    send: (message: number, sentS: number) => fresh.push({ message, sentS, receives: 0 }),
    /** Up to so many messages; null where a message went to the dead-letter queue in place. */
    receive(nowS: number): Waiting | null {
      for (;;) {
        const next = returned.take() ?? fresh.take();
        if (next === null) return null;
        if (nowS - next.sentS > retentionS) {
          expired += 1;
          continue;
        }
        next.receives += 1;
        if (next.receives > mostReceives) {
          dead.push(next);
          continue;
        }
        hiddenCount += 1;
        return next;
      }
    },
    delete: (some: readonly Waiting[]) => {
      hiddenCount -= some.length;
    },
    /** What was received at a time and not deleted is seen again when its time is over. */
    leave(some: readonly Waiting[], receivedS: number): void {
      if (some.length === 0) return;
      const seenS = receivedS + visibilityS;
      hidden.set(seenS, [...(hidden.get(seenS) ?? []), ...some]);
    },
    /** Brings back what is seen again by now. */
    tick(nowS: number): void {
      for (const [seenS, some] of hidden) {
        if (seenS > nowS) continue;
        hidden.delete(seenS);
        hiddenCount -= some.length;
        for (const each of some) returned.push(each);
      }
    },
    /** Sends what lies in the dead-letter queue again, as an operator does. */
    redrive(nowS: number): number {
      const some = dead.splice(0);
      for (const { message } of some) fresh.push({ message, sentS: nowS, receives: 0 });
      return some.length;
    },
    visible: () => fresh.length() + returned.length(),
    inFlight: () => hiddenCount,
    dead: () => dead.length,
    expired: () => expired,
    /** When the message was sent that waits longest, of those that nobody holds. */
    oldestS(): number {
      const left = [...hidden.values()].map((some) => some[0]);
      const first = [fresh.first(), returned.first(), ...left];
      return Math.min(...first.map((each) => each?.sentS ?? Number.POSITIVE_INFINITY));
    },
  };
}

/** First in, first out, without moving what waits. */
function createLine() {
  let items: Waiting[] = [];
  let head = 0;
  return {
    push: (item: Waiting) => void items.push(item),
    take(): Waiting | null {
      const item = items[head];
      if (item === undefined) return null;
      head += 1;
      if (head > 10_000 && head * 2 > items.length) {
        items = items.slice(head);
        head = 0;
      }
      return item;
    },
    first: (): Waiting | undefined => items[head],
    length: () => items.length - head,
  };
}

/** Items as they come, from a source that is asked for more before anybody takes them. */
export type RunAhead<T> = {
  readonly items: AsyncIterable<T>;
  /** How many came so far; whether that is all of them. */
  readonly seen: () => { readonly count: number; readonly isAll: boolean };
};

/** Lets a source run ahead of whoever takes from it, at most so many items. */
export function runAhead<T>(source: AsyncIterable<T>, most: number): RunAhead<T> {
  const waiting: T[] = [];
  let count = 0;
  let end: { readonly failure: unknown } | null = null;
  let wake = () => {};
  let makeRoom = () => {};
  fill().then(
    () => finish(null),
    (failure: unknown) => finish(failure),
  );
  return { items: take(), seen: () => ({ count, isAll: end !== null }) };

  async function fill(): Promise<void> {
    for await (const item of source) {
      count += 1;
      waiting.push(item);
      wake();
      while (waiting.length >= most) await new Promise<void>((done) => (makeRoom = done));
    }
  }

  function finish(failure: unknown): void {
    end = { failure };
    wake();
  }

  async function* take(): AsyncGenerator<T> {
    for (;;) {
      const item = waiting.shift();
      if (item !== undefined) {
        makeRoom();
        yield item;
      } else if (end === null) {
        await new Promise<void>((done) => (wake = done));
      } else if (end.failure === null) {
        return;
      } else {
        throw end.failure;
      }
    }
  }
}

/** How many event ids stand behind a count in a report; the rest is found by asking for it. */
export const EVENT_IDS_SHOWN = 10;

/** Keeps the least ids by code units, sorted: the same ones whatever the order they come in. */
export function keepLeast(ids: string[], id: string | null): void {
  if (id === null) return;
  const last = ids[EVENT_IDS_SHOWN - 1];
  if (last !== undefined && id >= last) return;
  const at = ids.findIndex((kept) => kept >= id);
  if (ids[at] === id) return;
  ids.splice(at === -1 ? ids.length : at, 0, id);
  ids.length = Math.min(ids.length, EVENT_IDS_SHOWN);
}

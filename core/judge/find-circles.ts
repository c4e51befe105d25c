/** Which names each name points to. */
export type Links = ReadonlyMap<string, ReadonlySet<string>>;

/** Names that lie on a circle of links, or between two. Linear, whatever the input. */
export function findCircles(links: Links): ReadonlySet<string> {
  const leading = withoutEnds(links).remaining;
  const inner = new Map([...links].filter(([name]) => leading.has(name)));
  return withoutEnds(reversed(inner)).remaining;
}

/** Names in an order in which each comes after those that it points to. Leaves out circles. */
export function inOrder(links: Links): readonly string[] {
  return withoutEnds(links).removed;
}

/** Takes away, again and again, the names that point to no name that is left. */
function withoutEnds(links: Links) {
  const inward = reversed(links);
  const open = new Map([...links].map(([name, to]) => [name, inLinks(to, links)]));
  const removed = [...open].filter(([, count]) => count === 0).map(([name]) => name);
  for (const name of removed) {
    for (const from of inward.get(name) ?? []) {
      const left = (open.get(from) ?? 0) - 1;
      open.set(from, left);
      if (left === 0) removed.push(from);
    }
  }
  const gone = new Set(removed);
  return { removed, remaining: new Set([...links.keys()].filter((name) => !gone.has(name))) };
}

function inLinks(names: ReadonlySet<string>, links: Links): number {
  return [...names].filter((name) => links.has(name)).length;
}

function reversed(links: Links): Links {
  const back = new Map<string, Set<string>>([...links.keys()].map((name) => [name, new Set()]));
  for (const [name, to] of links) {
    for (const target of to) back.get(target)?.add(name);
  }
  return back;
}

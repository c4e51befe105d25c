import type { Node } from 'jsonc-parser';
import type { Problem } from './problem.ts';

/** Where things are in a JSON text: built once, so that many questions cost little more than one. */
export type Locator = {
  /** The line (1-based) of an offset. */
  readonly lineAt: (offset: number) => number;
  /** The line of the nearest value on the path that exists. Of a key given twice, the last: it counts. */
  readonly lineOf: (path: Problem['path']) => number;
};

export function locatorOf(text: string, tree: Node | undefined): Locator {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const lineAt = (offset: number) => firstAbove(starts, offset);
  const known = new Map<Node, ReadonlyMap<string, Node>>();

  return { lineAt, lineOf };

  function lineOf(path: Problem['path']): number {
    let node = tree;
    for (const part of path) {
      const child = node === undefined ? undefined : childrenOf(node).get(String(part));
      if (child === undefined) break;
      node = child;
    }
    const place = node?.parent?.type === 'property' ? node.parent : node;
    return lineAt(place?.offset ?? 0);
  }

  function childrenOf(node: Node): ReadonlyMap<string, Node> {
    const before = known.get(node);
    if (before !== undefined) return before;
    const children = new Map<string, Node>();
    for (const [index, child] of (node.children ?? []).entries()) {
      const [key, value] = child.children ?? [];
      if (node.type === 'array') children.set(String(index), child);
      else if (key !== undefined && value !== undefined) children.set(String(key.value), value);
    }
    known.set(node, children);
    return children;
  }
}

/** How many of the sorted numbers are at most `limit`. */
function firstAbove(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The known names nearest to a mistyped one, nearest first: by edit distance, or as a part of it. */
export function closest(found: string, known: readonly string[], atMost = 3): readonly string[] {
  const wanted = found.slice(0, 64).toLowerCase();
  return known
    .map((name) => ({ name, distance: nearness(wanted, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(3, name.length / 2))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, atMost)
    .map(({ name }) => name);
}

function nearness(wanted: string, name: string): number {
  const isPart = wanted.length > 1 && (wanted.startsWith(name) || name.startsWith(wanted));
  return isPart ? 1 : distanceOf(wanted, name);
}

/** Levenshtein's distance, one row at a time. */
function distanceOf(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...a].entries()) {
    const row = [index + 1];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (letter === b[column - 1] ? 0 : 1);
      row.push(Math.min(replaced, (above[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}

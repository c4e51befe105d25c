import type { PlacedProblem } from './problem.ts';

/** Every problem as a block for a person: where, what was found, what is allowed, how to fix it. */
export function renderProblems(problems: readonly PlacedProblem[], name: string): string {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  const blocks = problems.map(({ code, pointer, line, found, allowed, fix }) =>
    [
      `${line === null ? name : `${name}:${line}`}  ${pointer || 'the whole file'}  [${code}]`,
      `  found    ${found}`,
      `  allowed  ${allowed}`,
      `  fix      ${fix}`,
    ]
      .map(oneLine)
      .join('\n'),
  );
  return [`${name}: ${count}`, ...blocks].join('\n\n');
}

/** A policy is text of people: its control characters do not reach a terminal. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

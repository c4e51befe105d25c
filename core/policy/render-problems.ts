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
  return [oneLine(`${name}: ${count}`), ...blocks].join('\n\n');
}

/** A policy and its name are text of people: their control characters do not reach a terminal. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

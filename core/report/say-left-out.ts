/** How many calls and jobs a window of time leaves out, for a person: one sentence, or none. */
export function sayLeftOut(leftOut: number): readonly string[] {
  if (leftOut === 0) return [];
  const [what, are] = leftOut === 1 ? ['call or job', 'is'] : ['calls or jobs', 'are'];
  return [`${leftOut} ${what} before or after the time asked for ${are} left out`];
}

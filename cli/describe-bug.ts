/** What a person sees of an error that nobody expected: no stack trace, but enough to report it. */
export function describeBug(error: unknown, version: string): string {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return [
    `geofence ${version} failed in a way nobody expected: ${what}`,
    '  Nothing that was printed so far is complete. Do not take it for an answer.',
    '  Fix: report it with the command that you ran; GEOFENCE_DEBUG=1 prints where it happened.',
    ...(process.env.GEOFENCE_DEBUG && error instanceof Error ? [error.stack ?? ''] : []),
    '',
  ].join('\n');
}

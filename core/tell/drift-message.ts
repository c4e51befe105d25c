import type { ProfileDifference } from '../catalog/compare-profiles.ts';
import { describeDifference } from '../catalog/describe-difference.ts';
import { cityOf } from '../catalog/place.ts';
import { canonicalJson, sha256Hex } from '../policy/canonical-json.ts';
import { type MarkerName, markerKeyOf, renderMarker } from './marker.ts';
import { lineOf, type Message, subjectOf } from './message.ts';

/** What a look at the profiles of one source Region found that somebody should know. */
export type Drift = {
  readonly region: string;
  readonly differences: readonly ProfileDifference[];
  /** Profiles whose models cannot be read. */
  readonly unreadable: readonly string[];
};

const SHOWN = 50;

/** The message that tells of new profiles and of routes that are not what the deployed policy says. */
export function driftMessage(
  { region, differences, unreadable }: Drift,
  policySha256: string,
): Message {
  const place = `${cityOf(region)} (${region})`;
  const lines = [
    `AWS lists inference profiles in ${place} that the deployed policy does not know, or other routes.`,
    'Until the policy knows them, calls through them are judged by what is known: never as inside by default.',
    '',
    ...differences.slice(0, SHOWN).map((each) => `- ${describeDifference(each)}`),
    ...(differences.length > SHOWN ? [`and ${differences.length - SHOWN} more`] : []),
    ...unreadable.map((id) => `- ${id}: its models cannot be read`),
    '',
    `Do 1   npx geofence catalog refresh --from ${region}`,
    '   2   npx geofence check --all    what stays inside the fences now',
    '   3   deploy, so that the watcher judges by it',
    `Policy ${policySha256.slice(0, 8)}. Told once, and again only when it changes.`,
  ];
  const count = differences.length + unreadable.length;
  return {
    subject: subjectOf(
      `[geofence] profiles in ${cityOf(region)}: ${count} new or other than known`,
    ),
    body: `${lines.map(lineOf).join('\n')}\n`,
    attributes: { verdict: 'drift' },
  };
}

/** The message that tells that nobody could look. It comes again each day. */
export function noLookMessage(region: string, problem: string): Message {
  const lines = [
    `The inference profiles of ${cityOf(region)} (${region}) could not be compared with the policy today.`,
    `Why    ${problem}`,
    'A route that changed meanwhile would not be noticed.',
    `Do     npx geofence doctor --region ${region}; then look at the log of the drift function there`,
  ];
  return {
    subject: subjectOf(`[geofence] profiles in ${cityOf(region)} could not be looked at`),
    body: `${lines.map(lineOf).join('\n')}\n`,
    attributes: { verdict: 'drift' },
  };
}

/** Where it is kept that a drift stood on a day ("2026-11-03"): who was told the day before is not told again. */
export function driftKeyOf(drift: Drift, day: string): string {
  return markerKeyOf(nameOf(drift, day));
}

export function driftMarker(drift: Drift, atMs: number): string {
  const { region, differences, unreadable } = drift;
  const seen = new Date(atMs).toISOString();
  const profiles = [...differences.map(({ profile }) => profile.id), ...unreadable];
  return renderMarker('told-drift/1', nameOf(drift, seen.slice(0, 10)), { seen, region, profiles });
}

function nameOf(drift: Drift, day: string): MarkerName {
  return { hour: `${day}T00`, id: `drift-${sha256Hex(canonicalJson(drift))}` };
}

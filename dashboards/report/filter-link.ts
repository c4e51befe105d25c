import { type Html, html, visible } from '../escape-html.ts';

/** What a reader may narrow the page to. */
export type Filter = Readonly<
  Partial<Record<'from' | 'ran' | 'verdict' | 'when' | 'account' | 'role' | 'model', string>>
>;

/** A link that filters the page's tables; the page's script reads it. `when` is the begin of an ISO time. */
export function filterLink(filter: Filter): string {
  const pairs = Object.entries(filter).map(
    ([key, value]) => `${key}=${encodeURIComponent(visible(value))}`,
  );
  return `#?${pairs.join('&')}`;
}

/** The address of a link to a place in the page; the script filters what stands there. */
export function placeLink(place: string, filter: Filter): Html {
  return html` href="#${place}" data-filter="${filterLink(filter)}"`;
}

import { cityOf } from '../../core/catalog/place.ts';
import type { VerdictKind } from '../../core/judge/judged.ts';
import { EVENT_IDS_SHOWN } from '../../core/measure/keep-least.ts';
import { type Html, html } from '../escape-html.ts';

/** "Frankfurt eu-central-1". */
export function place(code: string): Html {
  const city = cityOf(code);
  return city === code
    ? html`<code>${code}</code>`
    : html`${city} <code class="quiet">${code}</code>`;
}

/** Where a call ran, in words where there is no Region to name. */
export function ranIn(region: string | null, verdict: VerdictKind): Html {
  if (region !== null) return place(region);
  return html`${verdict === 'not-served' ? 'nowhere' : 'unknown'}`;
}

/** A word with its mark: nobody has to tell colours apart. */
export function tag(verdict: VerdictKind): Html {
  return html`<span class="tag ${verdict}">${verdict}</span>`;
}

/** A time in UTC; the script says it in the reader's zone on hover. */
export function time(iso: string | null): Html {
  return iso === null
    ? html`<span class="quiet">not readable</span>`
    : html`<time datetime="${iso}">${iso.replace('T', ' ')}</time>`;
}

/** The records behind a number: the least of their event ids, and where the others stand. */
export function records(eventIds: readonly string[], count: number): Html {
  if (eventIds.length === 0) return html`<span class="quiet">no id</span>`;
  if (count === 1) return html`<code>${eventIds[0] ?? ''}</code>`;
  const some =
    eventIds.length < count ? `${eventIds.length} of ${grouped(count)}` : `all ${grouped(count)}`;
  const left = count - eventIds.length;
  const isCut = left > 0 && eventIds.length === EVENT_IDS_SHOWN;
  const more = isCut
    ? html`<li class="quiet"><a href="#all-records">${grouped(left)} more</a></li>`
    : '';
  return html`<details><summary>${some} event ids</summary><ul class="ids">${eventIds.map((id) => html`<li><code>${id}</code></li>`)}${more}</ul></details>`;
}

/** 1,204,118 */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

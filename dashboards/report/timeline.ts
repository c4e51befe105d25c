import type { AuditReport } from '../../core/report/audit-report.ts';
import { type Html, html } from '../escape-html.ts';
import { filterLink } from './filter-link.ts';
import { type Slot, STACK, timelineSlots } from './timeline-slots.ts';

const WIDTH = 1080;
const HEIGHT = 190;
const TOP = 26;
const FLOOR = HEIGHT - 26;
const LEFT = 40;

const CLASSES = { notServed: 'not-served' } as const;

/** Calls over time, by verdict; what was not looked at is hatched and never an empty hour. */
export function timelineSection(report: AuditReport): Html {
  const slots = timelineSlots(report);
  const placed = report.unseenHours.reduce((sum, { gaps }) => sum + gaps, 0);
  const unseen = report.gaps.filter(({ kind }) => kind !== 'misattributed' && kind !== 'unseen');
  const timeless = unseen.length - placed;
  const undated = report.hours.find(({ name }) => name === 'not named')?.calls ?? 0;
  const notes = [
    'Hatched: something of that time was not looked at (by the time in the name of its file).',
    ...(timeless === 0 ? [] : [`${timeless} gaps have no time.`]),
    ...(undated === 0 ? [] : [`${undated} calls have no time that can be read.`]),
  ];
  return html`<section id="when" aria-labelledby="when-title"><h2 id="when-title">When</h2>
${slots.length === 0 ? html`<p class="quiet">No call has a time.</p>` : html`<figure><div class="wide" tabindex="0" role="region" aria-label="Timeline">${draw(slots)}</div><figcaption>${legend(slots)}<p class="quiet">${notes.join(' ')}</p></figcaption></figure>`}</section>`;
}

function legend(slots: readonly Slot[]): Html {
  const used = STACK.filter((name) => slots.some(({ counts }) => counts[name] > 0));
  return html`<ul class="legend">${used.map((name) => html`<li><svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><rect class="bar ${classOf(name)}" width="12" height="12"/></svg> ${classOf(name)}</li>`)}${slots.some(({ gaps }) => gaps > 0) ? html`<li><svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><rect width="12" height="12" fill="url(#hatch)"/></svg> not looked at</li>` : ''}</ul>`;
}

function draw(slots: readonly Slot[]): Html {
  const most = Math.max(
    1,
    ...slots.map(({ counts }) => STACK.reduce((sum, name) => sum + counts[name], 0)),
  );
  const step = (WIDTH - LEFT) / slots.length;
  const every = Math.ceil(slots.length / 12);
  const ticks = slots.flatMap(({ name }, index) =>
    index % every === 0
      ? [
          html`<text class="axis" x="${round(LEFT + index * step)}" y="${HEIGHT - 8}">${shortName(name, slots)}</text>`,
        ]
      : [],
  );
  return html`<svg class="timeline" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="group" aria-label="Calls over time">
<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="6" height="6"/><rect class="hatch-line" width="2.5" height="6"/></pattern></defs>
<g aria-hidden="true"><path class="grid" d="M${LEFT} ${TOP}H${WIDTH}M${LEFT} ${(TOP + FLOOR) / 2}H${WIDTH}"/><path class="floor" d="M${LEFT} ${FLOOR}H${WIDTH}"/><text class="axis" x="${LEFT - 6}" y="${TOP + 4}" text-anchor="end">${most}</text><text class="axis" x="${LEFT - 6}" y="${FLOOR + 4}" text-anchor="end">0</text>${ticks}</g>
${slots.flatMap((slot, index) => column(slot, LEFT + index * step, step, most))}</svg>`;
}

function column(slot: Slot, x: number, step: number, most: number): readonly Html[] {
  const { name, counts, gaps } = slot;
  const used = STACK.filter((each) => counts[each] > 0);
  if (used.length === 0 && gaps === 0) return [];
  const text = [
    ...used.map((each) => `${counts[each]} ${classOf(each)}`),
    ...(gaps === 0 ? [] : [`${gaps} not looked at`]),
  ].join(', ');
  const width = round(Math.max(2, step * 0.72));
  const left = round(x + step * 0.14);
  let floor = FLOOR;
  const bars = used.map((each) => {
    const height = round(Math.max(3, ((FLOOR - TOP) * counts[each]) / most));
    floor = round(floor - height);
    return html`<rect class="bar ${classOf(each)}" x="${left}" y="${floor}" width="${width}" height="${height}"/>`;
  });
  const hatched =
    gaps === 0
      ? ''
      : html`<rect x="${round(x)}" y="${TOP}" width="${round(step)}" height="${FLOOR - TOP}" fill="url(#hatch)"/>`;
  const mark =
    counts.outside === 0
      ? ''
      : html`<text class="mark" x="${round(x + step / 2)}" y="${floor - 5}" text-anchor="middle">▲ ${counts.outside}</text>`;
  return [
    html`<a href="${filterLink({ when: name })}" aria-label="${name}: ${text}"><title>${name} UTC: ${text}</title>${hatched}<rect class="hit" x="${round(x)}" y="${TOP}" width="${round(step)}" height="${FLOOR - TOP}"/>${bars}${mark}</a>`,
  ];
}

function classOf(name: (typeof STACK)[number]): string {
  return name === 'notServed' ? CLASSES.notServed : name;
}

/** "09:00" within a day, "3 Nov" would need a language: "11-03" for days, "2026-11" for months. */
function shortName(name: string, slots: readonly Slot[]): string {
  if (name.length === 7) return name;
  if (name.length === 10) return name.slice(5);
  const oneDay = slots[0]?.name.slice(0, 10) === slots.at(-1)?.name.slice(0, 10);
  return oneDay ? `${name.slice(11)}:00` : `${name.slice(5, 10)} ${name.slice(11)}h`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

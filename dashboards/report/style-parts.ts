/** Map, timeline, matrix, tables and findings. */
export const PARTS_STYLE = `
figure { margin: 0; }
.maps { background: var(--card); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; margin-bottom: var(--s3); }
.maps.two { display: grid; grid-template-columns: 23fr 48fr; align-items: center; }
.maps.two > div + div { border-left: 1px solid var(--line); }
.map { display: block; width: 100%; height: auto; }
.land { fill: var(--land); stroke: var(--coast); stroke-width: .8; }
.land.fenced { fill: var(--fenced); }
.spot { fill: var(--ink); stroke: var(--card); stroke-width: 1.5; }
.spot.fenced { fill: var(--quiet); }
.map text { fill: var(--ink); font-weight: 600; paint-order: stroke; stroke: var(--card); stroke-width: 4; stroke-linejoin: round; }
.arc { transition: opacity .15s; }
.arc .line { fill: none; stroke-linecap: round; }
.arc .hit { fill: none; stroke: transparent; stroke-width: 14; pointer-events: stroke; }
.inside .line { stroke: var(--inside); } .head.inside { fill: var(--inside); }
.waived .line { stroke: var(--waived); stroke-dasharray: 7 5; } .head.waived { fill: var(--waived); }
.outside .line { stroke: var(--outside); } .head.outside { fill: var(--outside); }
.undecided .line { stroke: var(--undecided); stroke-dasharray: .1 6; }
.arc.outside .line { filter: drop-shadow(0 0 2px var(--card)); }
.arc:hover .line, .arc:focus-visible .line { stroke: var(--ink); }
.picking .arc:not(.picked):not(li) { opacity: .2; }
.legend { color: var(--quiet); font-size: var(--t1); margin-bottom: var(--s1); }
.legend a { color: inherit; padding: var(--s1) 0; } .legend li { display: flex; align-items: center; gap: var(--s2); }
figcaption .quiet { font-size: var(--t1); max-width: none; }
.wide { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: var(--s2) var(--s3) 0 0; margin-bottom: var(--s3); }
.timeline { display: block; width: 100%; min-width: 44rem; height: auto; }
.axis { font-size: 12px; fill: var(--quiet); }
.mark { font-size: 12px; font-weight: 700; fill: var(--outside); }
.grid { stroke: var(--line); fill: none; } .floor { stroke: var(--quiet); fill: none; }
.bar.inside { fill: var(--inside); } .bar.waived { fill: var(--waived); } .bar.outside { fill: var(--outside); }
.bar.undecided { fill: var(--undecided); } .bar.not-served { fill: var(--not-served); opacity: .55; }
.hatch-ground { fill: var(--undecided-ground); } .hatch-line { fill: var(--undecided); opacity: .6; }
.timeline .hit { fill: transparent; } .timeline a:hover .hit { fill: var(--quiet); opacity: .15; }

.filter { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; align-items: center; gap: var(--s2); background: var(--ground); border-bottom: 1px solid var(--line); padding: var(--s2) 0; margin-bottom: var(--s2); }
.filter label { display: flex; align-items: center; gap: var(--s2); min-width: 0; } .chips { display: contents; }
.filter input { background: var(--card); border: 1px solid var(--quiet); border-radius: 6px; padding: var(--s1) var(--s2); width: 15rem; min-width: 0; flex: 1; }
.chip, .tools button { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 0 var(--s2); cursor: pointer; min-height: 1.75rem; }
.chip { background: var(--picked); border-color: var(--accent); max-width: 100%; overflow-wrap: anywhere; text-align: left; }
.chip:hover, .tools button:hover { border-color: var(--accent); }
.bar { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: var(--s1) var(--s3); }
.tools { display: inline-flex; align-items: center; gap: var(--s2); font-size: var(--t1); }
.count { color: var(--quiet); font-variant-numeric: tabular-nums; }
.scroll { overflow: auto; max-height: 34rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-size: var(--t1); font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: var(--s2) .75rem; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child > * { border-bottom: 0; }
thead th, thead td { color: var(--quiet); font-weight: 600; white-space: nowrap; background: var(--card); }
.data thead th { position: sticky; top: 0; }
th button { background: none; border: 0; padding: 0; font-weight: inherit; cursor: pointer; text-align: inherit; }
th button::after { content: " ↕"; opacity: .4; } [aria-sort=ascending] button::after { content: " ↑"; opacity: 1; }
[aria-sort=descending] button::after { content: " ↓"; opacity: 1; }
td code { min-width: 12rem; display: inline-block; } td.text { min-width: 6rem; } td a { font-weight: 600; } td time { white-space: nowrap; }
td > code.quiet { min-width: 0; display: inline; white-space: nowrap; }
.number { text-align: right; white-space: nowrap; }
.ids { margin: var(--s1) 0 0; padding: 0; list-style: none; } summary { cursor: pointer; color: var(--accent); white-space: nowrap; }
.matrix { width: auto; } .matrix td a { color: inherit; text-decoration: none; display: block; } .matrix td a:hover { text-decoration: underline; }
.matrix th { white-space: nowrap; font-weight: 500; } .matrix thead th code { display: block; }
.matrix td.inside b { color: var(--inside); } .matrix td.waived b { color: var(--waived); }
.matrix td.outside { background: var(--outside-ground); color: var(--outside); }
.matrix td.undecided { background: var(--undecided-ground); color: var(--undecided); }
.matrix td.picked { box-shadow: inset 0 0 0 2px var(--accent); }
.tag { display: inline-block; font-weight: 600; white-space: nowrap; }
.tag::before { content: "●\\00a0"; font-size: .8em; } .tag.outside::before { content: "▲\\00a0"; } .tag.undecided::before { content: "?\\00a0"; font-size: 1em; }
.tag.waived::before { content: "◆\\00a0"; } .tag.not-served::before { content: "×\\00a0"; font-size: 1em; }
.tag.inside { color: var(--inside); } .tag.waived { color: var(--waived); } .tag.not-served { color: var(--not-served); }
.tag.outside, td a.outside { color: var(--outside); } .tag.undecided, td a.undecided { color: var(--undecided); }
.told { list-style: none; padding: 0; margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.told li { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 var(--s5); padding: var(--s3) var(--s4); border-left: 3px solid var(--undecided); }
.told li.outside { border-left-color: var(--outside); } .told li + li { border-top: 1px solid var(--line); }
.told li:first-child { border-top-left-radius: 8px; } .told li:last-child { border-bottom-left-radius: 8px; }
.told h3 { margin: 0 0 var(--s1); font-size: var(--t3); } .told p { margin: 0 0 var(--s1); } .told .quiet { font-size: var(--t1); }
.told b { font-weight: 600; }
.method { display: grid; gap: var(--s2); } .method div { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: var(--s3); max-width: 54rem; }
@media (max-width: 48rem) { header, main, footer { padding-left: var(--s3); padding-right: var(--s3); } .maps.two { grid-template-columns: 1fr; }
  .maps.two > div + div { border-left: 0; border-top: 1px solid var(--line); } .filter { position: static; }
  .facts div, .method div, .told li { grid-template-columns: minmax(0, 1fr); gap: 0; } th, td { padding: var(--s2); } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@page { size: A4; margin: 14mm; }
@media print { :root { --ground: #fff; --t2: 9.5pt; --t1: 8pt; --t3: 11pt; --t4: 14pt; --t5: 20pt; --s5: 1.25rem; }
  header, main, footer { max-width: none; padding: 0; } nav, .skip, .filter, .tools { display: none !important; }
  .scroll, .wide { overflow: visible; max-height: none; } .timeline { min-width: 0; } h2, h3, .bar { break-after: avoid; }
  tr, figure, .told li, .figures { break-inside: avoid; } thead { display: table-header-group; } .data thead th { position: static; }
  thead th, thead td, th, td, td time, .number, .matrix th, summary, td > code.quiet { white-space: normal; padding: .2rem .3rem; }
  table { font-size: 7pt; } td code, td.text { min-width: 0; } td time, td code { padding: 0; } .matrix code { display: none !important; }
  .matrix { width: 100%; font-size: 6pt; } .matrix thead th, .matrix th, .matrix td { overflow-wrap: anywhere; hyphens: auto; padding: .1rem; } th button::after { content: ""; } }
`;

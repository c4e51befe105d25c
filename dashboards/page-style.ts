/** The style of the report page: light and dark, and on paper. */
export const PAGE_STYLE = `
:root { color-scheme: light dark;
  --ground: #f6f7f9; --card: #fff; --ink: #16202c; --quiet: #5a6675; --line: #dde2e8;
  --alarm: #b3261e; --alarm-ground: #fdecea; --warning: #8a5300; --warning-ground: #fff4e0;
  --good: #1b6e3c; --good-ground: #e6f5ec; --accent: #1f4e8c; }
@media (prefers-color-scheme: dark) { :root {
  --ground: #11161d; --card: #1a212b; --ink: #e7ecf2; --quiet: #9aa7b6; --line: #2d3743;
  --alarm: #ff8a80; --alarm-ground: #3b1a19; --warning: #ffc56b; --warning-ground: #37290f;
  --good: #7fd8a2; --good-ground: #14301f; --accent: #8ab8f5; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
a { color: var(--accent); }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
header, main, footer { max-width: 70rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.5rem; }
.kicker { color: var(--quiet); margin: 0; font-size: .95rem; }
h1 { font-size: clamp(1.5rem, 3vw, 2.1rem); line-height: 1.2; margin: .25rem 0 1rem; letter-spacing: -.01em; }
.answer { border-left: 6px solid; border-radius: 8px; padding: 1rem 1.25rem; font-size: 1.2rem; font-weight: 600; margin: 0 0 1.5rem; }
.answer.alarm { color: var(--alarm); background: var(--alarm-ground); }
.answer.warning { color: var(--warning); background: var(--warning-ground); }
.answer.good { color: var(--good); background: var(--good-ground); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; padding: 0; margin: 0 0 1rem; list-style: none; }
.cards li { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.25rem; }
.cards b { display: block; font-size: 2rem; line-height: 1.1; font-variant-numeric: tabular-nums; }
.cards .alarm b { color: var(--alarm); } .cards .warning b { color: var(--warning); }
.cards span { color: var(--quiet); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: 0 0 1rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.25rem 1.5rem; margin: 0 0 1.25rem; }
h2 { font-size: 1.2rem; margin: 0 0 .75rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--quiet); font-weight: 600; font-size: .85rem; }
td.number, th.number { text-align: right; padding-right: 1.5rem; }
tr:last-child td { border-bottom: 0; }
code { font: .88em ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); }
td .quiet, .when { white-space: nowrap; }
.tag { display: inline-block; border-radius: 999px; padding: 0 .6rem; font-size: .82rem; font-weight: 600; white-space: nowrap; background: var(--ground); color: var(--quiet); }
.tag.outside { background: var(--alarm-ground); color: var(--alarm); }
.tag.undecided { background: var(--warning-ground); color: var(--warning); }
.tag.inside { background: var(--good-ground); color: var(--good); }
.finding { border-top: 1px solid var(--line); padding: .9rem 0; }
.finding:first-of-type { border-top: 0; padding-top: 0; }
.finding h3 { margin: 0 0 .25rem; font-size: 1.02rem; }
.finding p { margin: .2rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.25rem; margin: 0; }
dt { color: var(--quiet); } dd { margin: 0; }
footer { color: var(--quiet); padding-bottom: 3rem; font-size: .9rem; }
@media print { body { background: #fff; font-size: 11pt; } nav, .skip { display: none; }
  section, .cards li { border-color: #bbb; break-inside: avoid-page; } section { padding: .75rem; } }
`;

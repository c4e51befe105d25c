/** One palette, one scale of type, one of space: everything on the page is made of these. */
export const BASE_STYLE = `
:root { color-scheme: light dark;
  --ground: #f5f6f8; --card: #fff; --ink: #18212c; --quiet: #55616f; --line: #dfe4ea; --accent: #1b5296;
  --inside: #17736a; --waived: #6846ab; --outside: #b8261b; --undecided: #8f5200; --not-served: #5d6975;
  --outside-ground: #fbeae8; --undecided-ground: #fdf1dd; --picked: #e4edf8;
  --land: #dde2e8; --fenced: #bfd6dc; --coast: #fff;
  --t1: .8125rem; --t2: .9375rem; --t3: 1.125rem; --t4: 1.5rem; --t5: clamp(1.5rem, 1rem + 2.2vw, 2.25rem);
  --s1: .25rem; --s2: .5rem; --s3: 1rem; --s4: 1.5rem; --s5: 2.5rem; --s6: 4rem; }
@media (prefers-color-scheme: dark) { :root {
  --ground: #10151b; --card: #171d25; --ink: #e5eaf0; --quiet: #9dabba; --line: #2b3541; --accent: #8ab6ee;
  --inside: #5bc2b4; --waived: #b8a1f0; --outside: #ff8a7f; --undecided: #eeb04f; --not-served: #98a5b3;
  --outside-ground: #38191a; --undecided-ground: #33270f; --picked: #1d2c40;
  --land: #2a333e; --fenced: #2c5158; --coast: #171d25; } }
* { box-sizing: border-box; }
html { scroll-padding-top: var(--s6); }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: var(--t2)/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
header, main, footer { max-width: 72rem; margin: 0 auto; padding: 0 var(--s4); }
header { padding-top: var(--s5); }
h1 { font-size: var(--t3); font-weight: 600; margin: 0; }
h2 { font-size: var(--t4); line-height: 1.2; letter-spacing: -.01em; margin: 0 0 var(--s3); }
h3 { font-size: var(--t2); font-weight: 600; margin: var(--s4) 0 var(--s2); }
p { margin: 0 0 var(--s2); max-width: 46rem; }
a { color: var(--accent); }
h1, h2, h3, p, li, dd, dt, .chip { overflow-wrap: anywhere; min-width: 0; }
code { font: .9em ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: var(--s3); top: var(--s3); background: var(--card); padding: var(--s2) var(--s3); z-index: 2; }
.quiet, .kicker { color: var(--quiet); }
.kicker { margin: 0 0 var(--s1); }
[hidden] { display: none !important; }
button, input { font: inherit; color: inherit; }
section { padding: var(--s5) 0 var(--s3); }
footer { color: var(--quiet); padding-bottom: var(--s6); font-size: var(--t1); }

.answer { font-size: var(--t5); line-height: 1.2; letter-spacing: -.02em; max-width: 56rem; margin: var(--s2) 0 var(--s5); }
.answer span { display: block; font-size: var(--t3); line-height: 1.5; letter-spacing: 0; color: var(--quiet); margin-top: var(--s2); max-width: 46rem; }
.answer.alarm strong { color: var(--outside); }
.answer.warning strong { color: var(--undecided); }
.answer.good strong { color: var(--inside); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: var(--s3) var(--s4); list-style: none; margin: 0 0 var(--s5); padding: 0; }
.figures li { border-top: 3px solid var(--line); padding-top: var(--s2); }
.figures a { color: inherit; text-decoration: none; display: block; }
.figures a:hover span { text-decoration: underline; }
.figures b { display: block; font-size: var(--t5); line-height: 1.1; font-weight: 600; font-variant-numeric: tabular-nums; }
.figures span { color: var(--quiet); }
.figures .outside { border-color: var(--outside); } .figures .outside b { color: var(--outside); }
.figures .undecided { border-color: var(--undecided); } .figures .undecided b { color: var(--undecided); }
.figures .plain { border-color: var(--ink); }
.facts { margin: 0 0 var(--s4); display: grid; gap: var(--s2); }
.facts div { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: var(--s3); }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
nav ul, .legend { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s4); list-style: none; padding: 0; margin: 0 0 var(--s3); }
`;

/** The page's look: one column of text, tables that print, no script and nothing from the network. */
export const STYLE = `
:root { --ink: #1c2126; --soft: #5d6670; --line: #d9dde1; --paper: #fdfdfc; --band: #f4f5f3;
  --pass: #2c7a51; --fail: #b3261e; --look: #8a5d00; --open: #6b4fa0; --none: #66707a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7ea; --soft: #9aa3ad; --line: #353c44; --paper: #14181c; --band: #1c2227;
  --pass: #67c392; --fail: #f2857c; --look: #e0b04c; --open: #b39ddb; --none: #98a2ab; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.65; font-size: 15px;
  font-family: "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", "Segoe UI", system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.5rem 5rem; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.3; margin: 0 0 .25rem; font-weight: 650; }
h2 { font-size: 1.1rem; margin: 3rem 0 .75rem; padding-bottom: .35rem; border-bottom: 1px solid var(--line); font-weight: 650; }
p { margin: .35rem 0; }
.soft { color: var(--soft); }
.small { font-size: .84rem; }
code, .id { font-family: "SFMono-Regular", "Cascadia Mono", Consolas, "Noto Sans Mono", monospace; font-size: .86em; }
.id { white-space: nowrap; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { overflow-wrap: normal; text-align: left; font-weight: 600; color: var(--soft); font-size: .8rem; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); }
td { padding: .5rem .8rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
a { color: var(--soft); text-decoration: none; margin-right: .5em; } a:hover { text-decoration: underline; }
h3 { font-size: .95rem; margin: 1.8rem 0 .2rem; font-weight: 600; }
td.n, th.n { text-align: right; white-space: nowrap; }
ul.checks { list-style: none; margin: .4rem 0 0; padding: 0; }
ul.checks li { padding: .12rem 0 .12rem 1.4rem; text-indent: -1.4rem; font-size: .87rem; }
.verdict { font-weight: 600; white-space: nowrap; } td:last-child .soft { white-space: nowrap; }
.verdict::before { content: "●"; margin-right: .4em; font-size: .8em; }
.pass { color: var(--pass); } .fail, .suite-error { color: var(--fail); } .warn, .review { color: var(--look); }
.inconclusive, .not-reached, .setup { color: var(--open); } .inapplicable, .untested { color: var(--none); }
.counts { display: flex; flex-wrap: wrap; gap: .4rem 2rem; margin: 1.5rem 0; padding: 1rem 1.25rem; background: var(--band); border-radius: 6px; }
.counts b { display: block; font-size: 1.6rem; line-height: 1.2; font-weight: 600; font-variant-numeric: tabular-nums; }
.counts span { font-size: .8rem; color: var(--soft); }
.conforms { color: var(--pass); } .deviates { color: var(--fail); } .untold { color: var(--open); }
article { border-left: 3px solid currentColor; padding: .1rem 0 .1rem 1rem; margin: 1.1rem 0; }
article > * { color: var(--ink); }
article .next { font-weight: 600; } .for { font-weight: 400; font-size: .78rem; color: var(--soft); border: 1px solid var(--line); border-radius: 1rem; padding: 0 .6em; margin-right: .5em; white-space: nowrap; }
ol.trace { margin: .5rem 0 0; padding: .5rem .75rem; background: var(--band); border-radius: 4px; list-style: none; font-size: .8rem; overflow-x: auto; }
ol.trace li { white-space: nowrap; line-height: 18px; } ol.trace svg { width: 300px; height: 18px; vertical-align: top; margin-right: .8rem; } ol.trace .lane { stroke: var(--line); } ol.trace .way { stroke: currentColor; fill: none; stroke-width: 1.3; } ol.trace .way-end { fill: currentColor; } ol.trace text { font-size: 9px; fill: var(--soft); font-family: inherit; } ol.trace li.saw { font-weight: 700; }
svg.bar { width: 9rem; height: 1.1rem; margin-top: .2rem; } svg.bar rect { fill: var(--line); } svg.bar .spread { fill: currentColor; opacity: .35; }
svg.bar .median { fill: currentColor; } svg.bar .budget { stroke: var(--ink); stroke-width: 1.5; }
.map { display: flex; flex-wrap: wrap; gap: .35rem 1.6rem; margin: .6rem 0 1.4rem; } .map div { display: flex; gap: 3px; align-items: center; max-width: 100%; }
.map b { font-size: .8rem; font-weight: 600; margin-right: .4rem; min-width: 2.6rem; } .map a { flex: 0 1 1.15rem; aspect-ratio: 1; min-width: 0; margin: 0;
  border-radius: 3px; background: currentColor; } .map a.untested { background: none; border: 1.5px dashed currentColor; }
figure { margin: 1.2rem 0; } figcaption { font-size: .84rem; color: var(--soft); max-width: 44rem; } figure svg { width: 100%; max-width: 34rem; height: auto; overflow: visible; }
figure .grid { stroke: var(--line); } figure .curve { fill: none; stroke: var(--pass); stroke-width: 2; } figure .sequential { stroke: var(--open); } figure .earlier { stroke: var(--none); stroke-dasharray: 2 3; }
ul.curves { list-style: none; margin: .4rem 0 0; padding: 0; } figure svg.sample { width: 24px; height: 6px; vertical-align: middle; } figure .limit { stroke: var(--fail); stroke-dasharray: 4 3; }
figure text { fill: var(--soft); font-size: 11px; }
.walk { margin: .8rem 0; overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; } .walk svg { display: block; width: 100%; min-width: 44rem; height: auto; }
.scrolled { overflow-x: auto; } .scrolled :is(td, th) { overflow-wrap: normal; } .scrolled :is(td, th):first-child { min-width: 7rem; } .scrolled .legs-table td:first-child { min-width: 14rem; }
details { margin: .8rem 0; font-size: .87rem; } summary { cursor: pointer; color: var(--soft); } details ul { margin: .3rem 0; columns: 2; column-gap: 2rem; }
.language { position: absolute; opacity: 0; pointer-events: none; }
nav { display: flex; gap: 1rem; justify-content: flex-end; font-size: .85rem; }
nav label { cursor: pointer; color: var(--soft); }
#ja:checked ~ main [lang="en"], #en:checked ~ main [lang="ja"] { display: none; }
#ja:checked ~ main label[for="ja"], #en:checked ~ main label[for="en"] { color: var(--ink); font-weight: 600; border-bottom: 2px solid; }
.language:focus-visible ~ main nav { outline: 2px solid var(--soft); outline-offset: 4px; }
@media (max-width: 44rem) { main { padding: 1.5rem 1rem 4rem; } td { padding-right: .6rem; } td:last-child .soft { white-space: normal; }
  .legs-table :is(td, th):nth-child(2) { display: none; } .scrolled .legs-table td:first-child { min-width: 10rem; }
  details ul { columns: 1; padding-left: 1.2rem; } .counts { gap: .4rem 1.2rem; padding: .8rem 1rem; } }
@media print { .walk, .scrolled { overflow: visible; } .walk svg { min-width: 0; } :root { --paper: #fff; --ink: #000; --band: #f3f3f3; --line: #ccc; --soft: #444; } body { font-size: 9.5pt; }
  main { max-width: none; padding: 0; } nav { display: none; } h2 { break-after: avoid; } tr, article { break-inside: avoid; } }
`;

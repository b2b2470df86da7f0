"""How the report looks: on a projector, on a telephone, and on paper. Contrast is at least 4.5 to 1."""

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 1.05rem/1.5 "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1a1a1a; background: #fff; margin: 0; }
header.top, nav, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
header.top { padding-top: 1.5rem; } header.top p { color: #444; margin: .2em 0; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0; color: #1d3f5e; }
h2 { font-size: 1.45rem; margin: 2.2rem 0 .6rem; padding-top: .4rem; border-top: 3px solid #1d3f5e; color: #1d3f5e;
  break-after: avoid; }
h3 { font-size: 1.15rem; margin: 1.4rem 0 .3rem; break-after: avoid; }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; padding: 0; margin: 1rem 0; list-style: none; }
nav a { color: #1d4f7c; padding: .25rem 0; display: inline-block; }
a:focus-visible, .wide:focus-visible { outline: 3px solid #b3402e; outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 1rem; font-size: .95em; }
th, td { border: 1px solid #8a9ba8; padding: .35em .55em; text-align: left; vertical-align: top;
  overflow-wrap: break-word; }
th { background: #e6ecf1; } td.n { text-align: right; white-space: nowrap; } tr { break-inside: avoid; }
caption { text-align: left; font-weight: 600; padding: .3em 0; } thead { display: table-header-group; }
.tiles { display: flex; flex-wrap: wrap; gap: .8rem; padding: 0; list-style: none; margin: 1rem 0; }
.tiles li { border: 1px solid #8a9ba8; border-radius: 6px; padding: .7rem 1rem; min-width: 11rem; flex: 1; }
.tiles strong { display: block; font-size: 1.7rem; line-height: 1.2; color: #1d3f5e; }
.late, .error { color: #8a1c1c; font-weight: 600; } .warning { color: #6b4a00; font-weight: 600; }
.bar { display: inline-block; width: 7rem; height: .8rem; background: #dbe3ea; vertical-align: middle; }
.bar span { display: block; height: 100%; background: #2f6f9f; -webkit-print-color-adjust: exact;
  print-color-adjust: exact; }
.wide { overflow-x: auto; } .wide svg { max-width: none; } figure { margin: .6rem 0 1rem; break-inside: avoid; }
figcaption { color: #444; font-size: .95em; } dt { font-weight: 600; margin-top: .5em; } dd { margin: 0 0 0 1.2em; }
footer { color: #444; border-top: 1px solid #8a9ba8; margin-top: 2rem; padding-top: .6rem; padding-bottom: 2rem; }
@media (max-width: 40rem) {
  body { font-size: 1rem; } h1 { font-size: 1.5rem; } .tiles li { min-width: 8rem; }
  table.fold thead { position: absolute; left: -200vw; }
  table.fold, table.fold tbody, table.fold tr, table.fold td, table.fold th { display: block; width: 100%; }
  table.fold tr { border: 1px solid #8a9ba8; margin-bottom: .6rem; }
  table.fold td, table.fold th { border: 0; text-align: left; }
  table.fold td::before { content: attr(data-head) ": "; font-weight: 600; }
}
@media print {
  body { font-size: 10pt; } nav { display: none; } header.top, main, footer { max-width: none; padding: 0; }
  .wide { overflow: visible; } .wide svg { max-width: 100%; height: auto; } a { color: inherit; text-decoration: none; }
}
@page { size: letter; margin: .75in; }
"""

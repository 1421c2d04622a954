/** The look of a plan's page, for light and dark screens and for paper. */
export const planStyle = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6778; --line: #dfe4ea; --paper: #ffffff; --ground: #f4f6f8;
  --new: #1a7f4b; --change: #8a6100; --gone: #b3261e; --bar: #2f6fb3; --new-soft: #d9f0e3; --change-soft: #f7ecd2; --gone-soft: #f9dedc; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #9aa7b8; --line: #2c3644; --paper: #171d26; --ground: #0f141b;
  --new: #5fce94; --change: #e3b75a; --gone: #ff8a80; --bar: #6fa8e0; --new-soft: #173527; --change-soft: #3a2f14; --gone-soft: #43211f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 32px 24px 64px; }
header { margin-bottom: 24px; }
h1 { font-size: 26px; line-height: 1.25; margin: 8px 0 4px; text-wrap: balance; }
h2 { font-size: 17px; margin: 0 0 12px; }
p { margin: 0; }
code, .mono { font: 13px/1.5 ui-monospace, 'SF Mono', 'Cascadia Code', 'DejaVu Sans Mono', monospace; overflow-wrap: anywhere; }
.soft { color: var(--soft); }
.verdict { display: inline-block; padding: 2px 10px; border-radius: 99px; font-weight: 600; font-size: 13px; }
.Changes { background: var(--change-soft); color: var(--change); }
.NoChanges { background: var(--new-soft); color: var(--new); }
.Stall { background: var(--gone-soft); color: var(--gone); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 20px 0; }
.figure, section { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; }
.figure { padding: 12px 16px; }
.figure b { display: block; font-size: 24px; line-height: 1.2; font-variant-numeric: tabular-nums; }
section { padding: 18px 20px; margin-top: 16px; }
section.alarm { border-color: var(--gone); }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; vertical-align: top; padding: 6px 12px 6px 0; border-top: 1px solid var(--line); }
tr:first-child > * { border-top: 0; }
th { font-weight: 600; white-space: nowrap; }
.sign { width: 20px; font-weight: 700; text-align: center; }
.created { color: var(--new); } .changed, .rolled { color: var(--change); } .deleted { color: var(--gone); }
.from { background: var(--gone-soft); border-radius: 4px; padding: 0 4px; text-decoration: line-through; text-decoration-color: var(--gone); }
.to { background: var(--new-soft); border-radius: 4px; padding: 0 4px; }
svg { display: block; width: 100%; height: auto; }
svg text { font: 12px ui-monospace, 'DejaVu Sans Mono', monospace; fill: var(--ink); }
svg .soft { fill: var(--soft); } svg .grid { stroke: var(--line); } svg .late { stroke: var(--soft); stroke-width: 2; }
svg .bar-created, svg .bar-rolled { fill: var(--new); } svg .bar-deleted { fill: var(--gone); } svg .range { fill: var(--bar); opacity: .14; }
.waves { display: grid; gap: 10px; }
.wave { display: grid; grid-template-columns: 64px 1fr; gap: 12px; align-items: start; }
.wave > b { padding-top: 3px; color: var(--soft); font-variant-numeric: tabular-nums; }
.chips { display: flex; flex-wrap: wrap; gap: 6px; }
.chip { border: 1px solid var(--line); border-left-width: 4px; border-radius: 6px; padding: 2px 8px; background: var(--ground); }
.chip.store { border-left-color: var(--soft); } .chip.provider { border-left-color: var(--bar); }
.chip.workload { border-left-color: var(--new); } .chip.host { border-left-color: var(--change); }
.legend { display: flex; gap: 16px; flex-wrap: wrap; margin-bottom: 12px; font-size: 13px; color: var(--soft); }
.legend i { display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 6px; }
details summary { cursor: pointer; color: var(--soft); } details > div { margin-top: 8px; }
footer { margin-top: 24px; color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
@media (max-width: 640px) { main { padding: 20px 12px; } .wave { grid-template-columns: 1fr; gap: 4px; } }
@media print { body { background: none; } section, .figure { break-inside: avoid; } }
`;

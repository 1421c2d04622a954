import { durationText } from '#domain/plan/duration-text.ts';
import type { SimulatedHold, SimulationReport, Spread } from '#domain/simulation/simulation-report.ts';
import { spreadOf } from '#domain/simulation/spread-of.ts';
import { heavyHolds } from '#explain/heavy-holds.ts';
import { reasonText } from '#explain/reason-text.ts';
import { escapeHtml as text } from '../plan/escape-html.ts';
import { planStyle } from '../plan/plan-style.ts';
import { simulationCharts } from './simulation-charts.ts';

/** So many runs, failures and stories are shown before the rest is counted. */
const mostRuns = 200;
const mostFailures = 50;
const mostStories = 4;

/** What the page of a plan does not need. */
const style = `
.Holds { background: var(--new-soft); color: var(--new); } .Fails { background: var(--gone-soft); color: var(--gone); }
svg .ready { fill: var(--new); opacity: .75; } svg .gone { fill: var(--gone); opacity: .75; }
svg .mark { stroke: var(--ink); stroke-width: 2; } svg .band { fill: var(--bar); opacity: .22; }
svg .middle { fill: none; stroke: var(--bar); stroke-width: 2.5; stroke-linejoin: round; }
svg .most { fill: none; stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 2 4; }
.bar { display: inline-block; height: 10px; min-width: 2px; border-radius: 3px; background: var(--bar); vertical-align: baseline; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.wide { width: 45%; } pre { margin: 0; overflow-x: auto; font: 12px/1.5 ui-monospace, 'DejaVu Sans Mono', monospace; }
.scroll { overflow-x: auto; }
@media (max-width: 640px) { td.wide { width: 25%; } .chart { overflow-x: auto; } .chart svg { min-width: 640px; } }
`;

/** A simulation's report as one page that needs nothing else: no script, no font, no picture from elsewhere. */
export function simulationPage(report: SimulationReport, stories: readonly string[]): string {
  const { description = '', result, runs, scenario } = report;
  const failing = runs.filter((run) => run.result === 'Fails').length;
  const verdict =
    result === 'Holds' ? `Holds in ${count(runs.length)}` : `Fails in ${failing} of ${count(runs.length)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Simulation: ${text(scenario)}</title>
<style>${planStyle}${style}</style>
</head>
<body>
<main>
<header>
<span class="verdict ${result}">${verdict}</span>
<h1>${text(scenario)}</h1>
<p class="soft">${text(description)}</p>
</header>
${figures(report)}
${failures(report)}
${charts(report)}
${section('What was stuck, and why', holds(report))}
${section('What managers asked for', effects(report))}
${section('Faults met', table(report.faults.map((one) => [[one.fault], [numbers(one.count), 'number']])))}
${section('Runs', runTable(report))}
${section('What happened', told(report, stories))}
<footer>format ${report.format} · the same file and seeds give the same result</footer>
</main>
</body>
</html>`;
}

function charts(report: SimulationReport): string {
  const goes = report.clusters.some(({ gone }) => gone !== undefined);
  const gone = goes ? '<span><i style="background:var(--gone)"></i>until gone</span>' : '';
  const took = `<span><i style="background:var(--new)"></i>until Ready: fast to slow tenth</span>${gone}<span>mark: the middle</span><span>line: the slowest</span>`;
  const run =
    '<span><i style="background:var(--bar)"></i>the middle of the runs, with the fast and the slow tenth</span><span>dots: the most</span>';
  return [
    section('How long clusters took', chart(took, simulationCharts.durations(report))),
    section('Machines that run', chart(run, simulationCharts.machines(report))),
  ].join('\n');
}

function count(runs: number): string {
  return runs === 1 ? '1 run' : `${runs} runs`;
}

function section(title: string, content: string): string {
  return content === '' ? '' : `<section><h2>${title}</h2>${content}</section>`;
}

function chart(legend: string, svg: string): string {
  return svg === '' ? '' : `<div class="legend">${legend}</div><div class="chart">${svg}</div>`;
}

type Cell = readonly [content: string, sort?: string];

function table(lines: readonly (readonly Cell[])[]): string {
  const cell = ([content, sort = '']: Cell): string => `<td class="${sort}">${text(content)}</td>`;
  const rows = lines.map((line) => `<tr>${line.map(cell).join('')}</tr>`);
  return rows.length === 0 ? '' : `<div class="scroll"><table class="mono">${rows.join('')}</table></div>`;
}

function numbers({ max, p10, p50 }: Spread): string {
  return p10 === max ? String(max) : `${p50} (${p10} to ${max})`;
}

function figures({ clusters, duration, evictions, machinesMade, runs }: SimulationReport): string {
  const copies = clusters.reduce((sum, one) => sum + one.copies, 0);
  const met = spreadOf(runs.map(({ faults }) => faults));
  const shown: readonly (readonly [string, string])[] = [
    [durationText(duration.p50), `until all stays as it is; at the most ${durationText(duration.max)}`],
    [String(copies), copies === 1 ? 'cluster' : 'clusters'],
    [numbers(machinesMade), 'machines made'],
    [numbers(evictions), 'pods evicted'],
    [numbers(met), 'faults met in a run'],
  ];
  return `<div class="figures">${shown.map(([value, says]) => `<div class="figure"><b>${value}</b><span class="soft">${says}</span></div>`).join('')}</div>`;
}

function failures({ failures: all }: SimulationReport): string {
  if (all.length === 0) return '';
  const lines = all
    .slice(0, mostFailures)
    .map(
      ({ expectation, replay, says, seed }) =>
        `<tr><td class="number">seed ${seed}</td><td>${text(says)}<br><span class="soft">${text(expectation)} · ${text(replay)}</span></td></tr>`,
    );
  const more = all.length > mostFailures ? `<p class="soft">and ${all.length - mostFailures} more</p>` : '';
  return `<section class="alarm"><h2>What did not hold</h2><table class="mono">${lines.join('')}</table>${more}</section>`;
}

function holds({ holds: all }: SimulationReport): string {
  const lines = heavyHolds(all).map(holdRow);
  return lines.length === 0 ? '' : `<table class="mono">${lines.join('')}</table>`;
}

function holdRow({ example, inTheEnd, kind, lasted, objects, reason }: SimulatedHold): string {
  const reasonSays = reasonText(reason);
  const who = reasonSays === undefined || reasonSays.who === 'nobody' ? 'goes by itself' : `${reasonSays.who} must act`;
  const left = inTheEnd === 0 ? '' : ` · ${inTheEnd} in the end`;
  const cure = reasonSays?.do === undefined ? '' : `<br>${text(reasonSays.do)}`;
  return [
    `<tr><th>${text(kind)}<br>${text(reason)}</th>`,
    `<td>${numbers(objects)} objects, up to ${durationText(lasted.max)} each · ${who}${left}`,
    `<br><span class="soft">${text(example.object)}, seed ${example.seed}, from ${durationText(example.since)}: ${text(example.message.split('\n')[0] ?? '')}</span>${cure}</td></tr>`,
  ].join('');
}

function effects({ effects: all }: SimulationReport): string {
  const most = Math.max(1, ...all.map(({ asked }) => asked.p50));
  const lines = all.map(({ asked, different, effect }) => {
    const share = Math.round((asked.p50 / most) * 100);
    const again = asked.max > different.max ? `asked ${numbers(asked)} times` : '';
    return `<tr><td>${text(effect)}</td><td class="number">${numbers(different)}</td><td class="wide"><span class="bar" style="width:${share}%"></span></td><td class="soft">${again}</td></tr>`;
  });
  return `<div class="scroll"><table class="mono">${lines.join('')}</table></div>`;
}

function runTable({ runs }: SimulationReport): string {
  const head = ['seed', 'result', 'duration', 'effects', 'faults', 'machines', 'evictions', 'managers']
    .map((name) => `<th class="number">${name}</th>`)
    .join('');
  const rows = runs.slice(0, mostRuns).map((run) => {
    const cells = [run.effects, run.faults, run.machinesMade, run.evictions, run.managers];
    return `<tr><td class="number">${run.seed}</td><td class="number"><span class="verdict ${run.result}">${run.result}</span></td><td class="number">${durationText(run.duration)}</td>${cells.map((cell) => `<td class="number">${cell}</td>`).join('')}</tr>`;
  });
  const more = runs.length > mostRuns ? `<p class="soft">and ${runs.length - mostRuns} more</p>` : '';
  return `<details><summary>${count(runs.length)}</summary><div class="scroll"><table class="mono"><tr>${head}</tr>${rows.join('')}</table>${more}</div></details>`;
}

/** The stories of runs that failed, else of the first. */
function told({ runs }: SimulationReport, stories: readonly string[]): string {
  const failing = runs.flatMap(({ result }, index) => (result === 'Fails' ? [index] : []));
  const shown = failing.length > 0 ? failing.slice(0, mostStories) : [0];
  return shown
    .map(
      (index) =>
        `<details><summary>seed ${runs[index]?.seed ?? ''}</summary><div><pre>${text(stories[index] ?? '')}</pre></div></details>`,
    )
    .join('');
}

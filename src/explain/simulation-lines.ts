import { durationText } from '#domain/plan/duration-text.ts';
import type { SimulatedHold, SimulationReport, Spread } from '#domain/simulation/simulation-report.ts';
import { heavyHolds } from './heavy-holds.ts';
import { reasonText } from './reason-text.ts';

const blocks = '▁▂▃▄▅▆▇█';
/** As many failures are shown before the rest is counted. */
const mostFailures = 10;
const barWidth = 24;

/** What came of a scenario as lines for a person, no longer than `columns` where that can be. */
export function simulationLines(report: SimulationReport, columns: number): readonly string[] {
  const { failures, runs } = report;
  const failing = new Set(failures.map(({ seed }) => seed)).size;
  const count = runs.length === 1 ? '1 run' : `${runs.length} runs`;
  const verdict = failing === 0 ? `Holds in ${count}.` : `Fails in ${failing} of ${count}.`;
  return [
    `${report.scenario}: ${verdict}`,
    ...section('Failures', failureLines(report)),
    ...section('Clusters', clusterLines(report)),
    ...section('Machines that run', machineLines(report, columns)),
    ...section('Effects', effectLines(report)),
    ...section('Faults met', table(report.faults.map(({ count: met, fault }) => [fault, numbers(met)]))),
    ...section('What was stuck', heavyHolds(report.holds).flatMap(holdLines)),
    ...section('In all', [
      `${times(report.duration)} until all was as it stays; ${numbers(report.machinesMade)} machines made, ${numbers(report.evictions)} pods evicted`,
    ]),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

/** Columns three spaces apart. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (wide, row) => row.map((cell, index) => Math.max(wide[index] ?? 0, cell.length)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd((widths[index] ?? 0) + 3))
      .join('')
      .trimEnd(),
  );
}

function times({ max, p10, p50, p90 }: Spread): string {
  return p10 === max
    ? durationText(max)
    : `p10 ${durationText(p10)}  p50 ${durationText(p50)}  p90 ${durationText(p90)}  max ${durationText(max)}`;
}

/** One number where all are alike, else from the tenth of a hundred to the most. */
function numbers({ max, p10, p50 }: Spread): string {
  return p10 === max ? String(max) : `${p50} (${p10} to ${max})`;
}

function failureLines({ failures }: SimulationReport): readonly string[] {
  const shown = failures
    .slice(0, mostFailures)
    .flatMap(({ expectation, replay, says, seed }) => [`seed ${seed}, ${expectation}: ${says}`, `  again: ${replay}`]);
  const more = failures.length > mostFailures ? [`and ${failures.length - mostFailures} more`] : [];
  return [...shown, ...more];
}

function clusterLines({ clusters, runs }: SimulationReport): readonly string[] {
  const longest = Math.max(1, ...clusters.flatMap(({ ready }) => (ready === undefined ? [] : [ready.max])));
  return table(
    clusters.map(({ copies, gone, name, ready, readyCount }) => [
      copies === 1 ? name : `${name} (${copies})`,
      ready === undefined ? 'never Ready' : bar(ready, longest),
      ready === undefined ? '' : `Ready ${times(ready)}`,
      readyCount < copies * runs.length ? `${readyCount} of ${copies * runs.length}` : '',
      gone === undefined ? '' : `gone ${times(gone)}`,
    ]),
  );
}

/** From the beginning: the fast tenth is full, up to the slow tenth shaded, up to the slowest dotted. */
function bar({ max, p10, p90 }: Spread, longest: number): string {
  const cells = (milliseconds: number): number => Math.round((milliseconds / longest) * barWidth);
  return [
    '█'.repeat(cells(p10)),
    '▒'.repeat(Math.max(0, cells(p90) - cells(p10))),
    '·'.repeat(Math.max(0, cells(max) - cells(p90))),
  ]
    .join('')
    .padEnd(barWidth);
}

function machineLines({ machines }: SimulationReport, columns: number): readonly string[] {
  const most = Math.max(0, ...machines.map((one) => one.machines.max));
  if (most === 0) return [];
  const width = Math.max(10, Math.min(machines.length, columns - 12));
  const cells = Array.from({ length: width }, (_, index) => machines[Math.floor((index / width) * machines.length)]);
  const height = (value: number): string => blocks[Math.round((value / most) * (blocks.length - 1))] ?? ' ';
  const line = (of: (spread: Spread) => number): string =>
    cells.map((cell) => (cell === undefined || of(cell.machines) === 0 ? ' ' : height(of(cell.machines)))).join('');
  const last = machines.at(-1)?.at ?? 0;
  const scale = `0${`${durationText(last)}`.padStart(width - 1)}`;
  const steady = machines.every((one) => one.machines.p10 === one.machines.p90);
  return [
    `${line(({ p50 }) => p50)}  at most ${most}`,
    ...(steady ? [] : [`${line(({ p10 }) => p10)}  fast tenth`, `${line(({ p90 }) => p90)}  slow tenth`]),
    scale,
  ];
}

function effectLines({ effects }: SimulationReport): readonly string[] {
  return table(
    effects.map(({ asked, different, effect }) => [
      effect,
      numbers(different),
      asked.max > different.max ? `asked ${numbers(asked)} times` : '',
    ]),
  );
}

function holdLines({ example, inTheEnd, kind, lasted, objects, reason }: SimulatedHold): readonly string[] {
  const text = reasonText(reason);
  const [line = ''] = example.message.split('\n');
  const ended = inTheEnd === 0 ? '' : `, ${inTheEnd} in the end`;
  return [
    `${kind} ${reason}: ${numbers(objects)} objects, ${times(lasted)}${ended}`,
    `  longest: ${example.object}, seed ${example.seed}, from ${durationText(example.since)} for ${durationText(example.lasted)}: ${line}`,
    ...(text?.do === undefined ? [] : [`  ${text.who === 'nobody' ? '' : `${text.who}: `}${text.do}`]),
  ];
}

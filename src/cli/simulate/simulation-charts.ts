import { durationText } from '#domain/plan/duration-text.ts';
import type { SimulatedClusters, SimulationReport, Spread } from '#domain/simulation/simulation-report.ts';
import { escapeHtml } from '../plan/escape-html.ts';

const width = 1080;
const row = 34;

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Four to eight round moments. */
function ticks(longest: number): readonly number[] {
  const steps = [
    100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000,
    7_200_000, 14_400_000,
  ];
  const step = steps.find((one) => longest / one <= 8) ?? 28_800_000;
  return Array.from({ length: Math.floor(longest / step) + 1 }, (_, index) => index * step);
}

function tickText(at: number): string {
  return at === 0 ? '0' : at % 1000 === 0 && at < 60_000 ? `${at / 1000}s` : durationText(at);
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function timeAxis(
  longest: number,
  x: (milliseconds: number) => number,
  { bottom, top }: Pick<Box, 'top' | 'bottom'>,
): string {
  return ticks(longest)
    .map(
      (at) =>
        `<line class="grid" x1="${round(x(at))}" x2="${round(x(at))}" y1="${top}" y2="${bottom}"/><text class="soft" x="${round(x(at))}" y="${bottom + 16}" text-anchor="middle">${tickText(at)}</text>`,
    )
    .join('');
}

/** How many machines ran: the middle as a line, from the fast to the slow tenth as an area, the most as dots. */
function machines({ machines: course }: SimulationReport): string {
  const most = Math.max(1, ...course.map((one) => one.machines.max));
  const longest = Math.max(1, course.at(-1)?.at ?? 1);
  const box: Box = { left: 44, right: width - 16, top: 12, bottom: 212 };
  const x = (at: number): number => box.left + (at / longest) * (box.right - box.left);
  const y = (count: number): number => box.bottom - (count / most) * (box.bottom - box.top);
  const points = (of: (spread: Spread) => number): readonly string[] =>
    course.map((one) => `${round(x(one.at))},${round(y(of(one.machines)))}`);
  const step = Math.max(1, Math.ceil(most / 6));
  const levels = Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
  return [
    `<svg viewBox="0 0 ${width} 236" role="img" aria-label="Machines that run">`,
    ...levels.map(
      (level) =>
        `<line class="grid" x1="${box.left}" x2="${box.right}" y1="${round(y(level))}" y2="${round(y(level))}"/><text class="soft" x="${box.left - 8}" y="${round(y(level) + 4)}" text-anchor="end">${level}</text>`,
    ),
    timeAxis(longest, x, box),
    `<polygon class="band" points="${[...points(({ p90 }) => p90), ...points(({ p10 }) => p10).toReversed()].join(' ')}"/>`,
    `<polyline class="most" points="${points(({ max }) => max).join(' ')}"/>`,
    `<polyline class="middle" points="${points(({ p50 }) => p50).join(' ')}"/>`,
    '</svg>',
  ].join('\n');
}

interface Range {
  readonly label: string;
  readonly sort: 'ready' | 'gone';
  readonly spread: Spread;
  readonly says: string;
}

function rangesOf({ copies, gone, name, ready }: SimulatedClusters): readonly Range[] {
  const label = copies === 1 ? name : `${name} (${copies})`;
  return [
    ...(ready === undefined ? [] : [{ label, sort: 'ready' as const, spread: ready, says: 'until Ready' }]),
    ...(gone === undefined ? [] : [{ label, sort: 'gone' as const, spread: gone, says: 'until gone' }]),
  ];
}

/** For each sort of cluster how long it took: from the fast to the slow tenth a bar, the middle a mark, the slowest a line. */
function durations({ clusters }: SimulationReport): string {
  const ranges = clusters.flatMap(rangesOf);
  if (ranges.length === 0) return '';
  const longest = Math.max(1, ...ranges.map(({ spread }) => spread.max));
  const left = Math.min(300, 24 + 7.4 * Math.max(...ranges.map(({ label }) => label.length)));
  const x = (milliseconds: number): number => left + (milliseconds / longest) * (width - left - 90);
  const bottom = 8 + ranges.length * row;
  const bar = ({ label, says, sort, spread }: Range, index: number): string => {
    const y = 8 + index * row;
    const { max, p10, p50, p90 } = spread;
    const title = `${label}, ${says}: p10 ${durationText(p10)}, p50 ${durationText(p50)}, p90 ${durationText(p90)}, at the most ${durationText(max)}`;
    const cut = label.length > 36 ? `…${label.slice(-35)}` : label;
    return [
      `<g><title>${escapeHtml(title)}</title>`,
      `<text x="0" y="${y + 17}">${escapeHtml(cut)}</text>`,
      `<line class="late" x1="${round(x(0))}" x2="${round(x(max))}" y1="${y + 12}" y2="${y + 12}"/>`,
      `<rect class="${sort}" x="${round(x(p10))}" y="${y + 2}" width="${round(Math.max(4, x(p90) - x(p10)))}" height="20" rx="4"/>`,
      `<line class="mark" x1="${round(x(p50))}" x2="${round(x(p50))}" y1="${y}" y2="${y + 24}"/>`,
      `<text class="soft" x="${round(x(max) + 8)}" y="${y + 17}">${durationText(p50)}</text></g>`,
    ].join('');
  };
  return [
    `<svg viewBox="0 0 ${width} ${bottom + 24}" role="img" aria-label="How long clusters took">`,
    timeAxis(longest, x, { top: 0, bottom }),
    ...ranges.map(bar),
    '</svg>',
  ].join('\n');
}

/** Charts of a simulation's report, each an SVG of its own. */
export const simulationCharts = { durations, machines } as const;

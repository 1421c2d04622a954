import { durationText } from '#domain/plan/duration-text.ts';
import type { PlanDocument, PlannedMachine } from '#domain/plan/plan-document.ts';
import { escapeHtml } from './escape-html.ts';

const width = 1080;
const row = 30;
const top = 30;
/** More machines than these are one bar for each pool and kind of change. */
const mostRows = 40;

interface Bar {
  readonly label: string;
  readonly change: PlannedMachine['change'];
  readonly begin: number;
  readonly end: number;
  readonly late: number;
}

/** Machines over time as an SVG: from the first thing done to each until it is Ready or gone, with the slow end as a line. */
export function planTimeline({ duration, machines }: PlanDocument): string {
  const bars = machines.length > mostRows ? byPool(machines) : machines.map(barOf);
  const longest = Math.max(duration.p90, 1, ...bars.map(({ late }) => late));
  const left = Math.min(300, 20 + 7.4 * Math.max(...bars.map(({ label }) => label.length)));
  const x = (milliseconds: number): number => left + (milliseconds / longest) * (width - left - 70);
  const height = top + bars.length * row + 8;
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Machines over time">`,
    `<rect class="range" x="${round(x(duration.p10))}" y="${top - 6}" width="${round(Math.max(2, x(duration.p90) - x(duration.p10)))}" height="${height - top}" rx="3"/>`,
    ...ticks(longest).map((at) => tick(at, x(at), height)),
    ...bars.map((bar, index) => barText(bar, top + index * row, x)),
    '</svg>',
  ].join('\n');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Four to eight round moments. */
function ticks(longest: number): readonly number[] {
  const steps = [
    100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000,
  ];
  const step = steps.find((one) => longest / one <= 8) ?? 7_200_000;
  return Array.from({ length: Math.floor(longest / step) + 1 }, (_, index) => index * step);
}

function tick(at: number, x: number, height: number): string {
  const text = at === 0 ? '0' : at % 1000 === 0 && at < 60_000 ? `${at / 1000}s` : durationText(at);
  return `<line class="grid" x1="${round(x)}" x2="${round(x)}" y1="${top - 6}" y2="${height}"/><text class="soft" x="${round(x)}" y="${top - 12}" text-anchor="middle">${text}</text>`;
}

function barOf({ begins, change, ends, name }: PlannedMachine): Bar {
  return { label: name, change, begin: begins.p50, end: ends.p50, late: ends.p90 };
}

function byPool(machines: readonly PlannedMachine[]): readonly Bar[] {
  const groups = Map.groupBy(machines, ({ change, name }) => `${name.replace(/-\d+$/, '')} ${change}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [
      {
        label: `${first.name.replace(/-\d+$/, '')} (${group.length})`,
        change: first.change,
        begin: Math.min(...group.map(({ begins }) => begins.p50)),
        end: Math.max(...group.map(({ ends }) => ends.p50)),
        late: Math.max(...group.map(({ ends }) => ends.p90)),
      },
    ];
  });
}

function barText({ begin, change, end, label, late }: Bar, y: number, x: (milliseconds: number) => number): string {
  const sort = change === 'drained and deleted' ? 'deleted' : change;
  const from = round(x(begin));
  const length = round(Math.max(3, x(end) - x(begin)));
  const middle = y + 10;
  const cut = label.length > 36 ? `…${label.slice(-35)}` : label;
  return [
    `<g><title>${escapeHtml(`${label}: ${change}, ${durationText(begin)} to ${durationText(end)}, at the latest ${durationText(late)}`)}</title>`,
    `<text x="0" y="${y + 14}">${escapeHtml(cut)}</text>`,
    `<line class="late" x1="${from + length}" x2="${round(x(late))}" y1="${middle}" y2="${middle}"/>`,
    `<rect class="bar-${sort}" x="${from}" y="${y}" width="${length}" height="20" rx="4"/>`,
    `<text class="soft" x="${round(Math.max(x(late), from + length) + 6)}" y="${y + 14}">${durationText(end)}</text></g>`,
  ].join('');
}

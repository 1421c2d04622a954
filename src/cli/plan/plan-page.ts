import { durationText } from '#domain/plan/duration-text.ts';
import type { PlanDocument, PlannedEffect, PlannedField, PlannedObject } from '#domain/plan/plan-document.ts';
import { causeText } from '#explain/cause-text.ts';
import { escapeHtml as text } from './escape-html.ts';
import { planStyle } from './plan-style.ts';
import { planTimeline } from './plan-timeline.ts';

const verdicts = { Changes: 'Changes', NoChanges: 'Nothing changes', Stall: 'Cannot be done' } as const;
const signs = { created: '+', changed: '~', deleted: '−' } as const;
/** As many fields and chips are shown before the rest is folded away. */
const mostShown = 60;

/** A plan as one page that needs nothing else: no script, no font, no picture from elsewhere. */
export function planPage(plan: PlanDocument): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Plan: ${text(plan.summary)}</title>
<style>${planStyle}</style>
</head>
<body>
<main>
<header>
<span class="verdict ${plan.result}">${verdicts[plan.result]}</span>
<h1>${text(plan.summary.slice(0, 1).toUpperCase() + plan.summary.slice(1))}</h1>
<p class="soft">Computed by running Slipway's own controllers on a copy of the world, 16 times. Nothing was changed.</p>
</header>
${figures(plan)}
${alarm(
  'What stops it',
  plan.stalls.map(({ message, object, reason }) => [object, `${reason}: ${message}`]),
)}
${alarm(
  'No way back',
  plan.pointsOfNoReturn.map(({ effect, says, wave }) => [`wave ${wave}`, `${says} (${effect})`]),
)}
${section('Machines over time', plan.machines.length === 0 ? '' : `<div class="legend"><span><i style="background:var(--new)"></i>until Ready</span><span><i style="background:var(--gone)"></i>until gone</span><span>line: the slow tenth</span><span><i style="background:var(--bar);opacity:.3"></i>the whole is done</span></div>${planTimeline(plan)}`)}
${section('Why each machine', machineTable(plan))}
${section('Objects', plan.objects.length === 0 ? '' : `<table>${plan.objects.map(objectRow).join('')}</table>`)}
${section('In which order', waves(plan.effects))}
${section('Pods that leave', rows(plan.evictions.map(({ blocked, budget, machine, pod }) => [machine, `${pod}${budget === undefined ? '' : `, under PodDisruptionBudget ${budget}`}${blocked ? ', which lets none go now' : ''}`])))}
${section('Control planes', plan.effects.length === 0 ? '' : rows(plan.exposure.map(({ cluster, says }) => [cluster, says])))}
${section('Left waiting', rows(plan.waits.map((wait) => ['', wait])))}
${section('What it stands on', `<details><summary>${plan.readSet.length} facts: when one of them is another, the plan cannot be applied</summary><div>${rows(plan.readSet.map(({ fact, value }) => [value, fact]))}</div></details>`)}
<footer>Plan <code>${plan.hash}</code> · format ${plan.format}</footer>
</main>
</body>
</html>`;
}

function section(title: string, content: string): string {
  return content === '' ? '' : `<section><h2>${title}</h2>${content}</section>`;
}

function alarm(title: string, said: readonly (readonly string[])[]): string {
  return said.length === 0 ? '' : `<section class="alarm"><h2>${title}</h2>${rows(said)}</section>`;
}

function rows(cells: readonly (readonly string[])[]): string {
  if (cells.length === 0) return '';
  const lines = cells.map((row) => `<tr>${row.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`);
  return `<table class="mono">${lines.join('')}</table>`;
}

function figures({ duration, effects, machines, objects, waves: count }: PlanDocument): string {
  const made = machines.filter(({ change }) => change === 'created' || change === 'rolled').length;
  const gone = machines.filter(({ change }) => change !== 'created').length;
  const shown: readonly (readonly [string, string])[] = [
    [`${durationText(duration.p10)} – ${durationText(duration.p90)}`, `most likely ${durationText(duration.p50)}`],
    [`+${made} −${gone}`, 'machines'],
    [String(objects.length), 'objects change'],
    [String(effects.length), `effects in ${count} waves`],
  ];
  return `<div class="figures">${shown.map(([value, says]) => `<div class="figure"><b>${value}</b><span class="soft">${says}</span></div>`).join('')}</div>`;
}

function machineTable(plan: PlanDocument): string {
  if (plan.machines.length === 0) return '';
  const lines = plan.machines.map(
    ({ because, change, name, wave }) =>
      `<tr><td class="${change === 'drained and deleted' ? 'deleted' : change}">${text(change)}</td><td>${text(name)}</td><td class="soft">wave ${wave}</td><td>${text(causeText(because, plan))}</td></tr>`,
  );
  return `<table class="mono">${lines.join('')}</table>`;
}

function objectRow({ by, change, fields, kind, name, namespace }: PlannedObject): string {
  const label = namespace === undefined ? name : `${namespace}/${name}`;
  const shown = fields.slice(0, mostShown).map(fieldText).join('<br>');
  const all =
    change === 'created' && fields.length > 0
      ? `<details><summary>${fields.length} fields</summary><div>${shown}</div></details>`
      : shown;
  return `<tr><td class="sign ${change}">${signs[change]}</td><th class="mono">${text(kind)}</th><td class="mono">${text(label)}${by === 'user' ? ' <span class="soft">by you</span>' : ''}</td><td class="mono">${all}</td></tr>`;
}

function fieldText({ after, before, path }: PlannedField): string {
  const value = (one: unknown): string => text(typeof one === 'string' ? one : JSON.stringify(one));
  const from = before === undefined ? '' : `<span class="from">${value(before)}</span> `;
  const to = after === undefined ? '' : `<span class="to">${value(after)}</span>`;
  return `${text(path)} ${from}${to}`;
}

function waves(effects: readonly PlannedEffect[]): string {
  if (effects.length === 0) return '';
  const legend =
    '<div class="legend"><span><i style="background:var(--soft)"></i>store</span><span><i style="background:var(--bar)"></i>provider</span><span><i style="background:var(--new)"></i>workload cluster</span><span><i style="background:var(--change)"></i>machine</span><span>a wave needs the one before; it is no moment</span></div>';
  const grouped = Map.groupBy(effects, ({ wave }) => wave);
  const lines = [...grouped.keys()]
    .toSorted((a, b) => a - b)
    .map((wave) => {
      const found = grouped.get(wave) ?? [];
      const chips = found.slice(0, mostShown).map(chip).join('');
      const more = found.length > mostShown ? `<span class="soft">and ${found.length - mostShown} more</span>` : '';
      return `<div class="wave"><b>wave ${wave}</b><div class="chips">${chips}${more}</div></div>`;
    });
  return `${legend}<div class="waves">${lines.join('')}</div>`;
}

function chip({ because, begins, id }: PlannedEffect): string {
  const [world = '', ...rest] = id.split(' ');
  return `<span class="chip mono ${world}" title="${text(`after ${durationText(begins.p50)}, because of ${because.join(', ')}`)}">${text(rest.join(' '))}</span>`;
}

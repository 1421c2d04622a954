import type { Scenario } from './scenario.ts';
import type { ScenarioRun } from './scenario-run.ts';
import type { StoryLine } from './story.ts';

/** The first moment of every simulated world. */
const beginning = Date.parse('2026-01-01T00:00:00Z');
const dayMilliseconds = 86_400_000;

/** `m:ss` or `h:mm:ss` since the beginning. */
function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours === 0 ? `${minutes}:${two(seconds % 60)}` : `${hours}:${two(minutes)}:${two(seconds % 60)}`;
}

/** Times of day become times of the story. */
function retimed(says: string): string {
  return says.replaceAll(/\b20\d\d-\d\d-\d\dT[\d:.]+Z/g, (time) => {
    const since = Date.parse(time) - beginning;
    return since >= 0 && since < 365 * dayMilliseconds ? clock(since) : time;
  });
}

/** Who begins something: what follows from it stands after it. */
const beginners = new Set(['you', 'outside', '']);

/**
 * What happens within one second in the order of names, after all that somebody began in it: which of two machines was first
 * by a millisecond is no part of a story. What happened before anybody began anything stays before it.
 */
function ordered(lines: readonly StoryLine[]): readonly StoryLine[] {
  const seconds = Map.groupBy(lines, ({ at }) => Math.floor(at / 1000));
  const key = ({ says, who }: StoryLine): string => (who === 'provider' ? `${who} ${says}` : who);
  const byName = (one: StoryLine, other: StoryLine): number =>
    key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0;
  return [...seconds.values()].flatMap((all) => {
    const first = all.findIndex(({ who }) => beginners.has(who));
    const [before, after] = first < 0 ? [all, []] : [all.slice(0, first), all.slice(first)];
    return [
      ...before.toSorted(byName),
      ...after.filter(({ who }) => beginners.has(who)),
      ...after.filter(({ who }) => !beginners.has(who)).toSorted(byName),
    ];
  });
}

/** A story as text: what is said to happen, then line by line what happened, at last what came of it. */
export function storyText(scenario: Scenario, { converged, duration, seed, shortfalls, story }: ScenarioRun): string {
  const { description = scenario.metadata.name } = scenario.spec;
  const [widest, width] = [
    Math.max(...story.map(({ at }) => clock(at).length)),
    Math.min(34, Math.max(...story.map(({ who }) => who.length))),
  ];
  const line = ({ at, says, who }: StoryLine): string =>
    `${clock(at).padStart(widest)}  ${who === '' ? `— ${says}` : `${who.padEnd(width)}  ${retimed(says)}`}`;
  const end =
    shortfalls.length > 0
      ? shortfalls.map(({ expectation, says }) => `FAILS ${expectation}: ${says}`)
      : [converged === undefined ? 'It ends as expected.' : `All is as declared after ${clock(duration)}.`];
  return [...description.trim().split('\n'), `(seed ${seed})`, '', ...ordered(story).map(line), '', ...end, ''].join(
    '\n',
  );
}

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
 * What happens within one second, between two who begin something, in the order of names: which of two machines was first by
 * a millisecond is no part of a story.
 */
function ordered(lines: readonly StoryLine[]): readonly StoryLine[] {
  const groups: StoryLine[][] = [[]];
  let second = 0;
  for (const line of lines) {
    const begins = beginners.has(line.who);
    if (begins || Math.floor(line.at / 1000) !== second) {
      groups.push([]);
    }
    second = Math.floor(line.at / 1000);
    groups.at(-1)?.push(line);
    if (begins) {
      groups.push([]);
    }
  }
  const key = ({ says, who }: StoryLine): string => (who === 'provider' ? `${who} ${says}` : who);
  return groups.flatMap((group) =>
    group.toSorted((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0)),
  );
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

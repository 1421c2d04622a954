import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TaskProgress } from '#capabilities/tasks.ts';
import { buildPlan } from '../plan/build-plan.ts';
import { pauseProgram } from '../recipes/pause-program.ts';
import { debianSystems } from '../recipes/debian-systems.ts';
import { trackProgress } from './progress-tracker.ts';

const recipes = [pauseProgram('3.10.2'), debianSystems.endpoint];
const { steps } = buildPlan({ architecture: 'amd64', goVersion: '', recipes });
const [pause, system] = steps;

function tracked() {
  const reports: TaskProgress[] = [];
  const clock = { milliseconds: 0 };
  const tracker = trackProgress({
    steps,
    learned: { pause: 40, 'endpoint-system': 60 },
    report: (entry) => reports.push(entry),
    now: () => clock.milliseconds,
  });
  return { reports, clock, tracker };
}

test('steps count by the time they are expected to take', () => {
  const { reports, clock, tracker } = tracked();
  assert.ok(pause && system);
  tracker.start(pause);
  assert.deepEqual(reports.at(-1), {
    message: 'building pause 3.10.2',
    done: 0,
    total: 100,
    unit: '%',
    remainingSeconds: 60,
  });
  clock.milliseconds += 2000;
  tracker.finish(pause);
  assert.equal(reports.at(-1)?.done, 40);
  tracker.finish(system);
  assert.equal(reports.at(-1)?.done, 100);
  assert.equal(reports.at(-1)?.remainingSeconds, 0);
});

test('a silent step moves on with time, but never to its end', () => {
  const { reports, clock, tracker } = tracked();
  assert.ok(system);
  tracker.start(system);
  clock.milliseconds = 30_000;
  tracker.tick();
  assert.equal(reports.at(-1)?.done, 30);
  assert.equal(reports.at(-1)?.remainingSeconds, 40, 'the other lane is now the longer one');
  clock.milliseconds = 3_600_000;
  tracker.tick();
  assert.equal(reports.at(-1)?.done, 57);
});

test('whatever happens within two seconds gives one report', () => {
  const { reports, clock, tracker } = tracked();
  assert.ok(pause && system);
  tracker.start(pause);
  const before = reports.length;
  for (let index = 1; index <= 50; index += 1) {
    clock.milliseconds += 10;
    tracker.update(pause, index / 100, `${index} packages`);
    tracker.tick();
  }
  tracker.finish(pause);
  tracker.start(system);
  assert.equal(reports.length, before);
  clock.milliseconds += 2000;
  tracker.tick();
  assert.equal(reports.length, before + 1);
  assert.equal(reports.at(-1)?.message, 'building endpoint-system');
});

test('the end is told at once', () => {
  const { reports, tracker } = tracked();
  assert.ok(pause && system);
  for (const step of [pause, system]) {
    tracker.start(step);
    tracker.finish(step);
  }
  assert.equal(reports.at(-1)?.done, 100);
});

import { millisecondsOf } from '../milliseconds-of.ts';
import type { ScenarioEvent } from '../scenario.ts';
import type { Stage } from '../stage.ts';

/** After a crash a new manager is there this much later. */
const restartMilliseconds = 1500;

/** Kills, stops and starts managers. */
export async function actOnManagers(stage: Stage, event: ScenarioEvent): Promise<void> {
  const { story, world } = stage;
  const { for: lasts, manager } = event;
  const start = (): void => {
    if (world.managers === 0) {
      story.tell('outside', `${world.startManager()} starts`);
    }
  };
  const startLater = (milliseconds: number): void => {
    const label = 'a manager is started';
    world.scheduler.hold({ actor: 'scenario', label, delay: milliseconds, background: false, run: start });
  };
  if (manager === 'Crashed') {
    story.tell('outside', 'the manager is killed');
    world.crash();
    startLater(lasts === undefined ? restartMilliseconds : millisecondsOf(lasts));
  } else if (manager === 'Stopped' || manager === 'Restarted') {
    story.tell('outside', 'the manager is stopped');
    await world.stopManagers();
    if (lasts !== undefined) {
      startLater(millisecondsOf(lasts));
    }
  }
  if (manager === 'Started' || (manager === 'Restarted' && lasts === undefined)) {
    start();
  }
}

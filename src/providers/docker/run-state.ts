import type Dockerode from 'dockerode';

export interface RunState {
  readonly state: 'creating' | 'running' | 'stopped' | 'failed';
  /** Why it does not run, as a sentence; empty otherwise. */
  readonly detail: string;
  /** Since when, RFC 3339 UTC. */
  readonly since: string;
}

/** What the engine says of a container's life, in the words of the contract. */
export function runState(container: Dockerode.ContainerInspectInfo): RunState {
  const { State: state, Created: created } = container;
  const ended = time(state.FinishedAt, created);
  const began = time(state.StartedAt, created);
  const name = container.Name.replace(/^\//, '');
  const exit = `exit code ${state.ExitCode}${state.OOMKilled ? ', out of memory' : ''}`;
  switch (state.Status) {
    case 'created':
      return {
        state: 'creating',
        detail: state.Error ? `It could not be started: ${state.Error}` : '',
        since: time(created, created),
      };
    case 'running':
      return { state: 'running', detail: '', since: began };
    case 'paused':
      return { state: 'stopped', detail: `Somebody paused it; docker unpause ${name} continues it.`, since: began };
    case 'restarting':
      return { state: 'stopped', detail: `It ended (${exit}) and the engine starts it again.`, since: ended };
    case 'exited':
      return { state: 'stopped', detail: `It ended (${exit}); docker start ${name} starts it again.`, since: ended };
    default:
      return { state: 'failed', detail: `The engine says it is ${state.Status} (${exit}).`, since: ended };
  }
}

/** The engine writes nanoseconds, and the year 1 for never. */
function time(text: string, otherwise: string): string {
  const milliseconds = Date.parse(text);
  return new Date(milliseconds > 0 ? milliseconds : Date.parse(otherwise)).toISOString();
}

import type { KubeObject } from '#api/meta/kube-object.ts';
import type { MetFault } from '../met-fault.ts';
import type { MachineRecord } from './machine-history.ts';
import { objectState } from './object-state.ts';
import type { ObjectChange } from './observed-store.ts';
import type { Story } from './story.ts';

interface State {
  /** When it began. */
  readonly at: number;
  readonly reason: string;
  readonly says: string;
}

/** Kinds whose state is worth a line: what others say follows from these. */
const worthy = new Set(['Cluster', 'Machine', 'MachineImage']);

/** Reasons that tell nobody anything. */
const usual = new Set(['NotWanted']);

/** What an object says for less than this is on the way to something else. */
const fleetingMilliseconds = 1_000;

const ways: { readonly [state: string]: string } = {
  creating: 'is being made',
  running: 'runs',
  stopped: 'stands still',
  deleting: 'is being removed',
  gone: 'is gone',
};

/** Makes lines for a story of what is observed: states that last, machines, faults. */
export class ObservedStory {
  readonly #story: Story;
  readonly #now: () => number;
  readonly #states = new Map<string, State>();

  constructor(story: Story, now: () => number) {
    this.#story = story;
    this.#now = now;
  }

  object({ after, before, label }: ObjectChange): void {
    const object = after ?? before;
    if (object === undefined || !worthy.has(object.kind)) {
      return;
    }
    const known = this.#states.get(label);
    const next = after === undefined ? undefined : stateOf(after, this.#now());
    if (after !== undefined && (next === undefined || next.reason === known?.reason)) {
      return;
    }
    this.#tell(object, known);
    if (next === undefined) {
      this.#states.delete(label);
      this.#story.tell(nameOf(object), 'is gone');
    } else {
      this.#states.set(label, next);
    }
  }

  machine({ name, zone }: MachineRecord, state: string): void {
    const where = zone === undefined ? '' : ` in zone ${zone}`;
    this.#story.tell('provider', `machine ${name}${where} ${ways[state] ?? state}`);
  }

  fault(met: MetFault): void {
    this.#story.tell('outside', `${faultText(met)} at: ${met.id}`);
  }

  /** Tells how everything is in the end. */
  finish(objects: ReadonlyMap<string, KubeObject>): void {
    for (const [label, state] of this.#states) {
      const object = objects.get(label);
      if (object !== undefined && !usual.has(state.reason)) {
        this.#story.tellAt(state.at, nameOf(object), state.says);
      }
    }
    this.#states.clear();
  }

  #tell(object: KubeObject, state: State | undefined): void {
    const lasted = state === undefined ? 0 : this.#now() - state.at;
    if (state !== undefined && !usual.has(state.reason) && lasted >= fleetingMilliseconds) {
      this.#story.tellAt(state.at, nameOf(object), state.says);
    }
  }
}

function nameOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.name}`;
}

function stateOf(object: KubeObject, at: number): State | undefined {
  const ready = objectState.ready(object);
  if (ready === undefined) {
    return undefined;
  }
  const [line = ''] = ready.message.split('\n');
  return ready.status === 'True'
    ? { at, reason: 'Ready', says: 'is Ready' }
    : { at, reason: ready.reason, says: `${ready.reason}: ${line}` };
}

function faultText(met: MetFault): string {
  switch (met.fault) {
    case 'crash':
      return {
        before: 'the manager dies before it asks',
        executed: 'the manager dies before it hears',
        after: 'the manager dies after it heard',
      }[met.when];
    case 'lost-reply':
      return 'the reply is lost';
    case 'late-events':
      return `what is seen is ${met.milliseconds / 1000} s old for a while`;
    case 'events-twice':
      return 'what is seen is seen twice';
    case 'clock-jump':
      return `the managers' clock jumps by ${met.milliseconds / 1000} s`;
    case 'partition':
      return `the ${met.from} cannot be reached for ${met.milliseconds / 1000} s`;
    case 'refused':
      return `it is refused (${met.code ?? 'Unavailable'})`;
  }
}

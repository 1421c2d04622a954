import { isRecord } from '#base/is-record.ts';
import { objectState } from './object-state.ts';
import { readReference } from './read-reference.ts';
import { referenceText } from './reference-text.ts';
import type { ScenarioState } from './scenario.ts';
import type { Stage } from './stage.ts';

/** Whether a state holds now; that all is quiet is for whoever lets the world go on to say. */
export function holds(stage: Stage, state: ScenarioState): boolean {
  const { world, machines } = stage;
  return (
    (state.machines === undefined || machines.present.size === state.machines) &&
    (state.effect === undefined || world.effects.some(({ id }) => id.startsWith(state.effect ?? ''))) &&
    (state.unasked === undefined || !world.effects.some(({ id }) => id.startsWith(state.unasked ?? ''))) &&
    (state.object === undefined || objectHolds(stage, { ...state, object: state.object }))
  );
}

function objectHolds(
  { clusters, kinds, store }: Stage,
  { has, is, object: name, reason, says }: ScenarioState & { readonly object: string },
): boolean {
  const reference = readReference(name, kinds);
  if (reference === undefined) {
    return false;
  }
  const object = store.objects.get(referenceText(reference));
  if (object === undefined) {
    const { name: own, namespace } = reference;
    const gone = reference.kind.kind !== 'Cluster' || clusters.isGone(`${namespace}/${own}`);
    return is === 'Absent' && reason === undefined && gone;
  }
  const ready = objectState.ready(object);
  const isReady =
    object.kind === 'Cluster'
      ? clusters.isReady(`${object.metadata.namespace}/${object.metadata.name}`)
      : objectState.isReady(object);
  const states = {
    Ready: isReady,
    NotReady: !isReady,
    Present: true,
    Absent: false,
    Deleting: objectState.isGoing(object),
  } as const;
  return (
    (is === undefined || states[is]) &&
    (reason === undefined || ready?.reason === reason) &&
    (has === undefined || !isEmpty(valueAt(object, has))) &&
    (says === undefined || ready?.message.includes(says) === true)
  );
}

function valueAt(object: unknown, path: string): unknown {
  return path.split('.').reduce((value, name) => (isRecord(value) ? value[name] : undefined), object);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

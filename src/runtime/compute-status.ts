import type { Condition } from '#api/meta/condition.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { rfc3339 } from '#base/rfc3339.ts';
import type { ComputedCondition, Controller, StatusInput } from './controller.ts';
import { conditionsOf } from './conditions-of.ts';
import { statusOf } from './status-of.ts';
import { describeError } from './describe-error.ts';

export interface ComputedStatus {
  /** The whole status this controller stands for: its fields, its conditions, observedGeneration where it writes Ready. */
  readonly status: { readonly [field: string]: unknown };
  /** How the pass came out in two words and a sentence. */
  readonly summary: ComputedCondition;
}

/** Status as a pure function of what was observed and how the pass ended. */
export function computeStatus(
  controller: Controller,
  input: StatusInput<KubeObject, unknown>,
  options: { readonly now: number; readonly writesReady: boolean },
): ComputedStatus {
  const present = conditionsOf(input.object);
  const computed = controller.conditions(input);
  const summary = readyCondition(controller.readyFrom, input, mergeConditions(present, computed));
  const written = options.writesReady ? [...computed, summary] : computed;
  const { generation } = input.object.metadata;
  const observed = generation === undefined ? {} : { observedGeneration: generation };
  const conditions = written.map((condition) => stamp(condition, { present, observed, now: options.now }));
  return {
    status: {
      ...(controller.status(input) ?? ownedFields(input.object, controller.name)),
      ...(options.writesReady ? observed : {}),
      ...(conditions.length === 0 ? {} : { conditions }),
    },
    summary,
  };
}

/** Ready: True only if all that it summarises is True and the pass had nothing to do and nothing to wait for. */
function readyCondition(
  readyFrom: readonly string[],
  { outcome }: StatusInput<KubeObject, unknown>,
  all: readonly ComputedCondition[],
): ComputedCondition {
  switch (outcome.outcome) {
    case 'threw':
      return { type: 'Ready', status: 'Unknown', ...describeError(outcome.error) };
    case 'wait':
    case 'stall':
    case 'progressed':
      return { type: 'Ready', status: 'False', reason: outcome.reason, message: outcome.message };
    case 'proceed':
      return summarise(readyFrom, all);
  }
}

function summarise(readyFrom: readonly string[], all: readonly ComputedCondition[]): ComputedCondition {
  for (const type of readyFrom) {
    const condition = all.find((candidate) => candidate.type === type);
    if (condition === undefined) {
      return { type: 'Ready', status: 'Unknown', reason: 'NotReported', message: `${type} has not been reported yet` };
    }
    if (condition.status !== 'True') {
      return { ...condition, type: 'Ready' };
    }
  }
  return { type: 'Ready', status: 'True', reason: 'Ready', message: 'everything is as declared' };
}

function mergeConditions(
  present: readonly Condition[],
  computed: readonly ComputedCondition[],
): readonly ComputedCondition[] {
  return [...computed, ...present.filter((old) => computed.every(({ type }) => type !== old.type))];
}

function stamp(
  condition: ComputedCondition,
  context: {
    readonly present: readonly Condition[];
    readonly observed: { readonly observedGeneration?: number };
    readonly now: number;
  },
): Condition {
  const old = context.present.find(({ type }) => type === condition.type);
  const lastTransitionTime =
    old !== undefined && old.status === condition.status ? old.lastTransitionTime : rfc3339(context.now);
  const { type, status, reason, message } = condition;
  return { type, status, ...context.observed, lastTransitionTime, reason, message };
}

/** The top-level status fields that this controller wrote last, as they are: what "leave it as it is" means under server-side apply. */
function ownedFields(object: KubeObject, controller: string): { readonly [field: string]: unknown } {
  const entry = object.metadata.managedFields?.find(
    ({ manager, operation, subresource }) =>
      manager === controller && operation === 'Apply' && subresource === 'status',
  );
  const fields = entry?.fieldsV1['f:status'];
  const status = statusOf(object);
  const names = typeof fields === 'object' && fields !== null ? Object.keys(fields).map((path) => path.slice(2)) : [];
  return Object.fromEntries(
    names
      .filter((name) => name !== 'conditions' && name !== 'observedGeneration' && status[name] !== undefined)
      .map((name) => [name, status[name]]),
  );
}

import type { KubeObject } from '#api/meta/kube-object.ts';
import { effectId } from '#capabilities/effect-id.ts';
import type { Effect, EffectReason, EffectTarget } from '#capabilities/effect.ts';
import type { Fence } from '#capabilities/fence.ts';
import { effectDigest } from './effect-digest.ts';
import { InvariantViolated } from './invariant-violated.ts';
import type { Invariant } from './invariant.ts';
import { keyText } from './key-text.ts';
import type { Admission, ClusterKey, EffectReport, Management } from './manager-options.ts';
import { Refusal } from './refusal.ts';

/** What stands before every effect of a manager. */
export interface EffectPortOptions {
  readonly invariants: readonly Invariant[];
  readonly admission: Admission | undefined;
  readonly fence: Fence | undefined;
  readonly onEffect: (report: EffectReport) => void;
}

/** What the port must know of the pass that asks. */
export interface EffectContext {
  readonly controller: string;
  readonly object: KubeObject;
  readonly cluster: ClusterKey | undefined;
  readonly management: () => Management;
}

/** One change as a port asks for it. */
export interface EffectRequest {
  readonly target: EffectTarget;
  readonly input: unknown;
  readonly reason: EffectReason;
}

const mostEffects = 64;

/**
 * The one way to the outside of one pass: every effect is made a value, judged, admitted, counted and told of, then performed.
 * A refusal is remembered: it ends the pass whatever the step makes of the error.
 */
export class EffectPort {
  readonly #options: EffectPortOptions;
  readonly #context: EffectContext;
  #step: { readonly name: string; readonly scope: unknown } | undefined;
  #verb: string | undefined;
  readonly #asked: string[] = [];
  #refusal: Refusal | undefined;

  constructor(options: EffectPortOptions, context: EffectContext) {
    this.#options = options;
    this.#context = context;
  }

  get refusal(): Refusal | undefined {
    return this.#refusal;
  }

  /** Ids of the effects asked for in this pass. */
  get asked(): readonly string[] {
    return this.#asked;
  }

  /** Effects are allowed from here on, in the name of this step. */
  enter(name: string, scope: unknown): void {
    this.#step = { name, scope };
    this.#verb = undefined;
  }

  async perform<R>(request: EffectRequest, call: () => Promise<R>): Promise<R> {
    const { fence } = this.#options;
    // Before all judgement, so that nothing but the call comes after it. Writes of the store are fenced where they are made.
    if (fence !== undefined && request.target.world !== 'store') {
      await fence.check();
    }
    const effect = this.#effect(request);
    this.#check(effect, request.input);
    const report = { effect, controller: this.#context.controller, key: keyText(this.#context.object.metadata) };
    this.#options.onEffect({ ...report, phase: 'asked' });
    try {
      const result = await call();
      this.#options.onEffect({ ...report, phase: 'done' });
      return result;
    } catch (error) {
      this.#options.onEffect({ ...report, phase: 'failed' });
      throw error;
    }
  }

  #effect({ target, input, reason }: EffectRequest): Effect {
    const { cluster } = this.#context;
    return {
      id: effectId(target),
      target,
      digest: effectDigest(reason.varies === true ? null : (input ?? null)),
      because: reason.because,
      after: (reason.after ?? []).map(effectId),
      cluster: cluster === undefined ? '' : keyText(cluster),
    };
  }

  #check(effect: Effect, input: unknown): void {
    const { controller, object } = this.#context;
    if (this.#step === undefined) {
      throw new Error(
        `${controller} asked for an effect (${effect.id}) while reading its scope: effects belong into steps`,
      );
    }
    this.#checkManagement(effect);
    this.#countVerb(effect);
    const { scope } = this.#step;
    for (const invariant of this.#options.invariants) {
      const applies = invariant.effects.some((pattern) =>
        Object.entries(pattern).every(([field, value]) => new Map(Object.entries(effect.target)).get(field) === value),
      );
      const wrong = applies ? invariant.judge({ effect, input, controller, object, scope }) : undefined;
      if (wrong !== undefined) {
        throw new InvariantViolated(invariant.name, `${effect.id} was not done: ${wrong}`);
      }
    }
    const notAdmitted = this.#options.admission?.judge(effect);
    if (notAdmitted !== undefined) {
      throw this.refuse(notAdmitted.reason, notAdmitted.message);
    }
  }

  #checkManagement(effect: Effect): void {
    const management = this.#context.management();
    if (management === 'Observe') {
      throw this.refuse(
        'Observing',
        `${effect.id} is due but spec.management is Observe: set it to Manage to let it happen`,
      );
    }
    if (management === 'Paused') {
      throw this.refuse('Paused', `${effect.id} is due but spec.management is Paused: set it to Manage to go on`);
    }
  }

  #countVerb(effect: Effect): void {
    const { controller } = this.#context;
    const verb = `${effect.target.world} ${effect.target.verb}`;
    if (this.#verb !== undefined && this.#verb !== verb) {
      throw new Error(
        `step ${this.#step?.name} of ${controller} asked for effects of two verbs, ${this.#verb} and ${verb}: make two steps of it`,
      );
    }
    this.#verb = verb;
    this.#asked.push(effect.id);
    if (this.#asked.length > mostEffects) {
      throw new Error(
        `step ${this.#step?.name} of ${controller} asked for more than ${mostEffects} effects in one pass: let it progress and go on in the next`,
      );
    }
  }

  /** Makes a refusal that ends the pass; the caller throws it. */
  refuse(reason: string, message: string): Refusal {
    this.#refusal ??= new Refusal(reason, message);
    return this.#refusal;
  }
}

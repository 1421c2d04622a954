import { ApiError } from '#api/meta/api-error.ts';
import { WorkloadUnreachable } from '#capabilities/workload-clusters.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import type { EffectReport } from '#runtime/manager-options.ts';
import type { Disorder, Fault, FaultKind } from './fault.ts';
import type { Incarnation } from './incarnation.ts';

/** What goes wrong at an effect, whichever it is; undefined: nothing. */
export type FaultChoice = (effect: EffectReport['effect']) => FaultKind | undefined;

interface EffectFaultsOptions {
  readonly faults: readonly Fault[];
  readonly onCrash: (incarnation: Incarnation) => void;
  /** Lets happen what concerns more than the effect. */
  readonly onDisorder: (disorder: Disorder, incarnation: Incarnation) => void;
  /** Is told of every fault that happens. */
  readonly onFault?: (fault: FaultKind, effect: EffectReport['effect']) => void;
}

/** Counts the effects of all incarnations and lets faults happen at theirs. */
export class EffectFaults {
  #faults: readonly Fault[];
  readonly #options: EffectFaultsOptions;
  #choose: FaultChoice = () => undefined;
  #asked = 0;

  constructor(options: EffectFaultsOptions) {
    this.#faults = options.faults;
    this.#options = options;
  }

  /** Effects asked for so far. */
  get asked(): number {
    return this.#asked;
  }

  /** These happen too, counted from now on. */
  add(faults: readonly Fault[]): void {
    this.#faults = [...this.#faults, ...faults.map((fault) => ({ ...fault, effect: fault.effect + this.#asked }))];
  }

  /** From now on this says what goes wrong at effects, besides the faults that are counted. */
  chooseBy(choice: FaultChoice): void {
    this.#choose = choice;
  }

  /** Called by the effect port right before and right after each call. */
  meet(report: EffectReport, incarnation: Incarnation): void {
    if (!incarnation.alive) {
      return;
    }
    if (report.phase !== 'asked') {
      this.#after(incarnation);
      return;
    }
    this.#asked += 1;
    const counted = this.#faults.filter(({ effect }) => effect === this.#asked);
    const chosen = counted.length === 0 ? this.#choose(report.effect) : undefined;
    for (const fault of chosen === undefined ? counted : [chosen]) {
      this.#options.onFault?.(fault, report.effect);
      this.#apply(fault, report, incarnation);
    }
  }

  readonly #dyingAfter = new Set<Incarnation>();

  #after(incarnation: Incarnation): void {
    if (this.#dyingAfter.delete(incarnation)) {
      this.#options.onCrash(incarnation);
    }
  }

  #apply(fault: FaultKind, { effect: { target } }: EffectReport, incarnation: Incarnation): void {
    switch (fault.fault) {
      case 'crash':
        if (fault.when === 'before') {
          this.#options.onCrash(incarnation);
        } else if (fault.when === 'executed') {
          incarnation.disturb({ disturbance: 'crash-executed' });
        } else {
          this.#dyingAfter.add(incarnation);
        }
        return;
      case 'lost-reply':
        incarnation.disturb({ disturbance: 'reply-lost', error: (label) => silence(target.world, label) });
        return;
      case 'late-events':
      case 'events-twice':
      case 'clock-jump':
      case 'partition':
        this.#options.onDisorder(fault, incarnation);
        return;
      case 'refused':
        incarnation.disturb({
          disturbance: 'refused',
          error: (label) => refusal(target.world, fault.code ?? 'Unavailable', label),
        });
        return;
    }
  }
}

function silence(world: EffectReport['effect']['target']['world'], label: string): Error {
  switch (world) {
    case 'store':
      return new ApiError('Timeout', `no reply to ${label}`);
    case 'workload':
      return new WorkloadUnreachable(`no reply to ${label}`);
    case 'provider':
    case 'host':
      return new ProviderError('Unavailable', `no reply to ${label}`);
  }
}

function refusal(world: EffectReport['effect']['target']['world'], code: ProviderError['code'], label: string): Error {
  switch (world) {
    case 'store':
      return new ApiError('Conflict', `${label} met a newer object`);
    case 'workload':
      // A conflict would promise a newer object that wakes whoever met it, and there is none.
      return new ApiError('TooManyRequests', `${label} came at a busy time`);
    case 'provider':
    case 'host':
      return new ProviderError(code, `${label} was refused`);
  }
}

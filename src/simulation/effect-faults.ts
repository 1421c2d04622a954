import { ApiError } from '#api/meta/api-error.ts';
import { WorkloadUnreachable } from '#capabilities/workload-clusters.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import type { EffectReport } from '#runtime/manager-options.ts';
import type { Fault } from './fault.ts';
import type { Incarnation } from './incarnation.ts';

/** Counts the effects of all incarnations and lets faults happen at theirs. */
export class EffectFaults {
  #faults: readonly Fault[];
  readonly #onCrash: (incarnation: Incarnation) => void;
  #asked = 0;

  constructor(faults: readonly Fault[], onCrash: (incarnation: Incarnation) => void) {
    this.#faults = faults;
    this.#onCrash = onCrash;
  }

  /** Effects asked for so far. */
  get asked(): number {
    return this.#asked;
  }

  /** These happen too, counted from now on. */
  add(faults: readonly Fault[]): void {
    this.#faults = [...this.#faults, ...faults.map((fault) => ({ ...fault, effect: fault.effect + this.#asked }))];
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
    for (const fault of this.#faults.filter(({ effect }) => effect === this.#asked)) {
      this.#apply(fault, report, incarnation);
    }
  }

  readonly #dyingAfter = new Set<Incarnation>();

  #after(incarnation: Incarnation): void {
    if (this.#dyingAfter.delete(incarnation)) {
      this.#onCrash(incarnation);
    }
  }

  #apply(fault: Fault, { effect: { target } }: EffectReport, incarnation: Incarnation): void {
    switch (fault.fault) {
      case 'crash':
        if (fault.when === 'before') {
          this.#onCrash(incarnation);
        } else if (fault.when === 'executed') {
          incarnation.disturb({ disturbance: 'crash-executed' });
        } else {
          this.#dyingAfter.add(incarnation);
        }
        return;
      case 'lost-reply':
        incarnation.disturb({ disturbance: 'reply-lost', error: (label) => silence(target.world, label) });
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
    case 'workload':
      return new ApiError('Conflict', `${label} met a newer object`);
    case 'provider':
    case 'host':
      return new ProviderError(code, `${label} was refused`);
  }
}

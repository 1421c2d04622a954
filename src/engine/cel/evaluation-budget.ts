/** Far above what an honest object needs: a hundred pools of sixteen taints, each compared with each, are 25 600. */
const visits = 1_000_000;

/** Shorter lists are not counted: what nests over them was judged when the kind was registered. */
const shortList = 8;

/**
 * What the rules of one request may cost, counted in visits of list items. Rules are judged by their bounds when a kind is
 * registered; this holds whatever those bounds did not foresee.
 */
export class EvaluationBudget {
  #left: number;

  constructor(allowed = visits) {
    this.#left = allowed;
  }

  get exhausted(): boolean {
    return this.#left < 0;
  }

  /** The list for rules to read, which spends the budget and throws when nothing is left. */
  metered(list: readonly unknown[]): readonly unknown[] {
    if (list.length <= shortList) return list;
    return new Proxy(list, {
      get: (target, property, receiver) => {
        if (typeof property === 'string' && property !== 'length') this.#spend();
        return Reflect.get(target, property, receiver) as unknown;
      },
    });
  }

  #spend(): void {
    this.#left -= 1;
    if (this.#left < 0) throw new Error('the rules of this object take too long to evaluate: make its lists shorter');
  }
}

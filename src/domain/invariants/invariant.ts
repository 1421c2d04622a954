import type { KubeObject } from '#api/meta/kube-object.ts';

/** What a judgement may look at: the effect's target, what is asked, and the object whose pass asks. */
export interface Judged {
  readonly effect: {
    readonly id: string;
    readonly target: {
      readonly world: string;
      readonly verb: string;
      readonly resource: string;
      readonly name: string;
    };
  };
  readonly input: unknown;
  readonly object: KubeObject;
  readonly scope: unknown;
}

/** A sentence that is true before every effect it judges; it names what is wrong and what to do. */
export interface DomainInvariant {
  readonly name: string;
  readonly effects: readonly {
    readonly world?: 'store' | 'provider' | 'host' | 'workload';
    readonly verb?: string;
    readonly resource?: string;
  }[];
  judge(facts: Judged): string | undefined;
}

import type { HostFacts } from '#providers/contract/driver.ts';

/** What a machine's bootstrap says of itself when something is wrong there. */
export interface Affliction {
  readonly phase: string;
  /** `failed`: the task fails and is begun again after a pause; `waiting`: the phase goes on when the cause is gone. */
  readonly event: 'failed' | 'waiting';
  readonly message: string;
  readonly command?: readonly string[];
  readonly exitCode?: number;
}

/** Something that happens to a world from outside and lasts until it is cured. */
export type Misfortune =
  | /** Nobody answers at the provider. */ { readonly misfortune: 'provider-silent'; readonly because: string }
  | /** The provider answers and can make nothing more. */ {
      readonly misfortune: 'provider-full';
      readonly because: string;
    }
  | {
      readonly misfortune: 'host-problem';
      readonly problem: HostFacts['problems'][number];
    }
  | /** Whoever makes a resource next is cut off in the middle, and the next one has to take it up. */ {
      readonly misfortune: 'cut-off';
      readonly resource: `${'machine' | 'endpoint'} ${string}`;
    }
  | /** Somebody stops a machine; its cure is that somebody starts it. */ {
      readonly misfortune: 'machine-stopped';
      readonly machine: string;
      readonly detail: string;
    }
  | /** Somebody removes a machine, which nothing brings back. */ {
      readonly misfortune: 'machine-removed';
      readonly machine: string;
    }
  | /** Somebody else's machine stands where ours is about to be. */ {
      readonly misfortune: 'machine-foreign';
      readonly uid: string;
    }
  | /** Somebody takes the network away from under everything; nothing but Slipway brings it back. */ {
      readonly misfortune: 'network-removed';
    }
  | /** Somebody removes the images; they can be brought again. */ { readonly misfortune: 'images-removed' }
  | /** Somebody deletes a Node. */ { readonly misfortune: 'node-deleted'; readonly node: string }
  | { readonly misfortune: 'machine-afflicted'; readonly machine: string; readonly affliction: Affliction };

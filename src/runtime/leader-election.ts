import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import type { Timers } from '#capabilities/timers.ts';
import { type LeaseSighting, leaseSighting } from '#domain/election/lease-sighting.ts';
import type { LeaseSpec } from '#domain/election/lease-spec.ts';
import { leaseTimes } from '#domain/election/lease-times.ts';
import { leaseWritten } from '#domain/election/lease-written.ts';

type LeaseObject = KubeObject & { readonly spec?: LeaseSpec };

export interface LeaderElectionOptions {
  readonly objects: ObjectApi;
  /** Lease of `coordination.k8s.io/v1`. */
  readonly kind: Kind<LeaseObject>;
  readonly key: { readonly namespace: string; readonly name: string };
  /** Nobody else's, ever: two of one identity would both lead. */
  readonly identity: string;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Called once, when the lead is lost: nothing may be done any more. `why` is a sentence. */
  readonly onLost: (why: string) => void;
  /** A look or a renewal that failed and is tried again. */
  readonly onProblem: (error: unknown) => void;
}

/**
 * Who of several managers leads: whoever holds a Lease. A Lease is no lock, it only makes two leaders unlikely: a process
 * that was stopped may go on before it hears that it lost. What it then asks for is refused elsewhere (see the epoch).
 */
export class LeaderElection {
  readonly #options: LeaderElectionOptions;
  #sighting: LeaseSighting | undefined;
  /** What we hold, as last written; undefined while we do not. */
  #held: LeaseObject | undefined;
  /** When the renewal that holds was asked for, by our own monotonic clock. */
  #renewed = Number.NEGATIVE_INFINITY;
  #heard = Number.NEGATIVE_INFINITY;
  #lost = false;
  #disarm: () => void = () => undefined;

  constructor(options: LeaderElectionOptions) {
    this.#options = options;
  }

  /** Whether we lead, as far as we can know by ourselves. Says it is lost, if it is. */
  get leading(): boolean {
    if (this.#held === undefined || this.#lost) return false;
    if (this.#now - this.#renewed < leaseTimes.giveUpMilliseconds) return true;
    this.lose(`the Lease was not renewed for ${leaseTimes.giveUpMilliseconds / 1000} s`);
    return false;
  }

  /** Nothing may be done any more, for a reason that was found elsewhere. */
  lose(why: string): void {
    if (this.#lost) return;
    this.#lost = true;
    this.#disarm();
    this.#options.onLost(why);
  }

  /** Milliseconds since the server last answered; infinite before it did. */
  get silence(): number {
    return this.#now - this.#heard;
  }

  /** Waits until we lead: true; false when the signal aborted before. */
  async campaign(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      try {
        if (await this.#attempt()) return true;
      } catch (error) {
        this.#options.onProblem(error);
      }
      await this.#pause(signal);
    }
    return false;
  }

  /** Renews until the signal aborts or the lead is lost. */
  async hold(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.#lost) {
      await this.#pause(signal);
      if (signal.aborted || !this.leading) return;
      try {
        await this.#renew();
      } catch (error) {
        this.#options.onProblem(error);
      }
    }
  }

  /** Gives the Lease back, so that nobody has to wait for its end. To be called when nothing is done any more, after `hold`. */
  async release(): Promise<void> {
    const held = this.#held;
    if (held === undefined || !this.leading) return;
    this.#held = undefined;
    this.#disarm();
    try {
      await this.#write(held, leaseWritten.released(held.spec ?? {}, this.#options.clock.now()));
    } catch (error) {
      // Then it ends by itself.
      this.#options.onProblem(error);
    }
  }

  get #now(): number {
    return this.#options.timers.monotonic();
  }

  async #pause(signal: AbortSignal): Promise<void> {
    await this.#options.timers.sleep(leaseTimes.renewMilliseconds, signal).catch(() => undefined);
  }

  async #attempt(): Promise<boolean> {
    const { clock, identity } = this.#options;
    const found = await this.#read();
    if (found === undefined) return await this.#take(() => this.#create());
    const spec = found.spec ?? {};
    this.#sighting = leaseSighting.of(
      this.#sighting,
      `${found.metadata.uid} ${found.metadata.resourceVersion}`,
      this.#now,
    );
    if (!leaseSighting.mayTake(spec, this.#sighting, { identity, now: this.#now })) return false;
    return await this.#take(() => this.#write(found, leaseWritten.taken(spec, { identity, now: clock.now() })));
  }

  /** Somebody else may be quicker: then a look says who, two seconds later. */
  async #take(write: () => Promise<LeaseObject>): Promise<boolean> {
    const asked = this.#now;
    try {
      this.#holds(await write(), asked);
      return this.leading;
    } catch (error) {
      if (error instanceof ApiError && ['AlreadyExists', 'Conflict', 'NotFound'].includes(error.reason)) return false;
      throw error;
    }
  }

  async #renew(): Promise<void> {
    const { clock, identity } = this.#options;
    for (let held = this.#held; held !== undefined; held = this.#held) {
      const asked = this.#now;
      try {
        this.#holds(await this.#write(held, leaseWritten.renewed(held.spec ?? {}, clock.now())), asked);
        return;
      } catch (error) {
        if (!(error instanceof ApiError && ['Conflict', 'NotFound'].includes(error.reason))) throw error;
      }
      const found = await this.#read();
      if (found?.spec?.holderIdentity !== identity) {
        const holder = found?.spec?.holderIdentity;
        this.lose(found === undefined ? 'the Lease was deleted' : `the Lease is held by ${holder ?? 'nobody'}`);
        return;
      }
      // A renewal whose reply was lost, or somebody's label: ours still, but no newer than we knew.
      this.#held = found;
    }
  }

  #holds(lease: LeaseObject, asked: number): void {
    this.#held = lease;
    this.#renewed = asked;
    this.#disarm();
    const rest = asked + leaseTimes.giveUpMilliseconds - this.#now;
    this.#disarm = this.#options.timers.after(Math.max(0, rest), () => void this.leading, 'background');
  }

  async #read(): Promise<LeaseObject | undefined> {
    const { key, kind, objects } = this.#options;
    try {
      return await this.#ask((signal) => objects.get(kind, key, { signal }));
    } catch (error) {
      if (error instanceof ApiError && error.reason === 'NotFound') return undefined;
      throw error;
    }
  }

  async #create(): Promise<LeaseObject> {
    const { clock, identity, key, kind, objects } = this.#options;
    const spec = leaseWritten.taken({}, { identity, now: clock.now() });
    return await this.#ask((signal) => objects.create(kind, { metadata: key, spec } as LeaseObject, { signal }));
  }

  /** Only over the Lease as it was read: its resourceVersion goes along. */
  async #write(before: LeaseObject, spec: LeaseSpec): Promise<LeaseObject> {
    const { kind, objects } = this.#options;
    return await this.#ask((signal) => objects.update(kind, { ...before, spec } as LeaseObject, { signal }));
  }

  /** A request that hangs must not keep us from asking again while there is time. */
  async #ask(request: (signal: AbortSignal) => Promise<LeaseObject>): Promise<LeaseObject> {
    const late = new AbortController();
    const cancel = this.#options.timers.after(leaseTimes.requestMilliseconds, () =>
      late.abort(new Error('the server did not answer in time')),
    );
    try {
      const answer = await request(late.signal);
      this.#heard = this.#now;
      return answer;
    } catch (error) {
      if (error instanceof ApiError) this.#heard = this.#now;
      throw error;
    } finally {
      cancel();
    }
  }
}

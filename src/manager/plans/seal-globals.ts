import type { Clock } from '#capabilities/clock.ts';

/** What says the time in a thread whose globals are sealed. */
export interface SealedTime {
  /** From now on clocks read this one. */
  read(clock: Clock): void;
}

/** Where the stack of whoever asked ends. */
type Asked = (...given: never[]) => unknown;

/**
 * Takes from this thread what differs between two runs of the same: clocks read the time of a simulated world, and whatever
 * else tells of the machine, of chance or of real time throws and names who asked. To be called before any module is loaded
 * that could keep one of these for itself.
 */
export function sealGlobals(): SealedTime {
  let clock: Clock | undefined;
  const timeFor = (asked: Asked): number => {
    if (clock === undefined) throw sealed('the time', asked);
    return clock.now();
  };
  const now = function now(): number {
    return timeFor(now);
  };
  sealDate(now, timeFor);
  seal(performance, 'performance', ['now', 'mark', 'measure', 'timeOrigin']);
  put(performance, 'now', now);
  seal(Math, 'Math', ['random']);
  seal(Object.getPrototypeOf(crypto) as object, 'crypto', ['getRandomValues', 'randomUUID', 'subtle']);
  seal(AbortSignal, 'AbortSignal', ['timeout']);
  seal(globalThis, 'globalThis', ['setTimeout', 'setInterval', 'setImmediate', 'fetch', 'WebSocket', 'EventSource']);
  seal(globalThis, 'globalThis', ['CompressionStream', 'DecompressionStream', 'WeakRef', 'FinalizationRegistry']);
  seal(
    Intl,
    'Intl',
    Object.getOwnPropertyNames(Intl).filter((name) => /^[A-Z]/.test(name)),
  );
  seal(Date.prototype, 'Date', ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString', 'getTimezoneOffset']);
  seal(String.prototype, 'String', ['localeCompare', 'toLocaleLowerCase', 'toLocaleUpperCase']);
  seal(Number.prototype, 'Number', ['toLocaleString']);
  return {
    read: (other) => {
      clock = other;
    },
  };
}

/** A Date without arguments is the time of the world; with them it is what it always was. */
function sealDate(now: () => number, timeFor: (asked: Asked) => number): void {
  const Real = Date;
  const construct = function construct(target: typeof Real, given: unknown[], made: Asked): Date {
    return Reflect.construct(target, given.length === 0 ? [timeFor(construct)] : given, made) as Date;
  };
  const apply = function apply(): string {
    return new Real(timeFor(apply)).toISOString();
  };
  const Sealed = new Proxy(Real, {
    construct,
    apply,
    get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
  });
  put(globalThis, 'Date', Sealed);
}

function seal(owner: object, called: string, names: readonly string[]): void {
  for (const name of names) {
    const label = called === 'globalThis' ? name : `${called}.${name}`;
    const refuse = function refuse(): never {
      throw sealed(label, refuse);
    };
    if (label === 'crypto.subtle' || label === 'performance.timeOrigin') {
      Object.defineProperty(owner, name, { get: refuse, configurable: true });
    } else {
      put(owner, name, refuse);
    }
  }
}

function put(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}

function sealed(what: string, asked: Asked): Error {
  const error = new Error();
  Error.captureStackTrace(error, asked);
  const [, caller = 'nobody known'] = (error.stack ?? '').split('\n');
  error.message = `a simulation asked for ${what}, which differs from run to run: ask a capability (${caller.trim()})`;
  return error;
}

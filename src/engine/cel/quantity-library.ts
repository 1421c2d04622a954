import type { Environment } from '@marcbachmann/cel-js';

/** Nano-units, so that every quantity is a whole number. */
const nano = 1_000_000_000n;

const form = /^([+-]?)(\d+)?(?:\.(\d*))?(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d{1,2})?$/;

const suffixes: { readonly [suffix: string]: readonly [multiply: bigint, divide: bigint] } = {
  n: [1n, nano],
  u: [1000n, nano],
  m: [1_000_000n, nano],
  k: [1000n, 1n],
  M: [1000n ** 2n, 1n],
  G: [1000n ** 3n, 1n],
  T: [1000n ** 4n, 1n],
  P: [1000n ** 5n, 1n],
  E: [1000n ** 6n, 1n],
  Ki: [1024n, 1n],
  Mi: [1024n ** 2n, 1n],
  Gi: [1024n ** 3n, 1n],
  Ti: [1024n ** 4n, 1n],
  Pi: [1024n ** 5n, 1n],
  Ei: [1024n ** 6n, 1n],
};

/** A Kubernetes quantity in CEL. */
class Quantity {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }

  static parse(text: string): Quantity | undefined {
    const parts = form.exec(text);
    const [, sign, whole = '', fraction = '', suffix = ''] = parts ?? [];
    if (!parts || (whole === '' && fraction === '')) return undefined;
    const [multiply, divide] = scaleOf(suffix);
    const digits = BigInt(whole + fraction) * multiply * nano;
    const divisor = divide * 10n ** BigInt(fraction.length);
    // Kubernetes rounds up what is finer than a nano-unit.
    const nanos = (digits + divisor - 1n) / divisor;
    return new Quantity(sign === '-' ? -nanos : nanos);
  }

  get isInteger(): boolean {
    return this.nanos % nano === 0n;
  }
}

function scaleOf(suffix: string): readonly [bigint, bigint] {
  const known = suffixes[suffix];
  if (known) return known;
  if (suffix === '') return [1n, 1n];
  const exponent = Number(suffix.slice(1));
  return exponent >= 0 ? [10n ** BigInt(exponent), 1n] : [1n, 10n ** BigInt(-exponent)];
}

function quantity(text: string): Quantity {
  const parsed = Quantity.parse(text);
  if (parsed) return parsed;
  throw new Error(`${JSON.stringify(text)} is no quantity`);
}

function compare(left: Quantity, right: Quantity): bigint {
  if (left.nanos === right.nanos) return 0n;
  return left.nanos < right.nanos ? -1n : 1n;
}

/** Kubernetes' `quantity` library. */
export function quantityLibrary(environment: Environment): void {
  const add = (signature: string, handler: (...values: never[]) => unknown) => {
    environment.registerFunction(signature, handler, { async: false });
  };
  environment.registerType('kubernetes.Quantity', { ctor: Quantity, fields: {} });
  add('quantity(string): kubernetes.Quantity', quantity);
  add('isQuantity(string): bool', (text: string) => Quantity.parse(text) !== undefined);
  add('kubernetes.Quantity.isInteger(): bool', (value: Quantity) => value.isInteger);
  add('kubernetes.Quantity.asInteger(): int', (value: Quantity) => {
    if (value.isInteger) return value.nanos / nano;
    throw new Error('the quantity is not an integer');
  });
  add('kubernetes.Quantity.asApproximateFloat(): double', (value: Quantity) => Number(value.nanos) / Number(nano));
  add('kubernetes.Quantity.sign(): int', (value: Quantity) => compare(value, new Quantity(0n)));
  add('kubernetes.Quantity.compareTo(kubernetes.Quantity): int', compare);
  add('kubernetes.Quantity.isGreaterThan(kubernetes.Quantity): bool', (a: Quantity, b: Quantity) => a.nanos > b.nanos);
  add('kubernetes.Quantity.isLessThan(kubernetes.Quantity): bool', (a: Quantity, b: Quantity) => a.nanos < b.nanos);
  add(
    'kubernetes.Quantity.add(kubernetes.Quantity): kubernetes.Quantity',
    (a: Quantity, b: Quantity) => new Quantity(a.nanos + b.nanos),
  );
  add(
    'kubernetes.Quantity.add(int): kubernetes.Quantity',
    (a: Quantity, b: bigint) => new Quantity(a.nanos + b * nano),
  );
  add(
    'kubernetes.Quantity.sub(kubernetes.Quantity): kubernetes.Quantity',
    (a: Quantity, b: Quantity) => new Quantity(a.nanos - b.nanos),
  );
  add(
    'kubernetes.Quantity.sub(int): kubernetes.Quantity',
    (a: Quantity, b: bigint) => new Quantity(a.nanos - b * nano),
  );
  environment.registerOperator(
    'kubernetes.Quantity == kubernetes.Quantity',
    (a: Quantity, b: Quantity) => a.nanos === b.nanos,
  );
}

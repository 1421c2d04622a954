import type { Environment } from '@marcbachmann/cel-js';

type Ordered = bigint | number | string | boolean;

function extreme(list: readonly Ordered[], wanted: 'min' | 'max'): Ordered {
  let best = list[0];
  if (best === undefined) throw new Error(`${wanted}() of an empty list`);
  for (const item of list) if (wanted === 'min' ? item < best : item > best) best = item;
  return best;
}

function sum(list: readonly (bigint | number)[]): bigint | number {
  let integers = 0n;
  let doubles = 0;
  let fractional = false;
  for (const item of list) {
    if (typeof item === 'bigint') integers += item;
    else {
      fractional = true;
      doubles += item;
    }
  }
  return fractional ? doubles : integers;
}

function isSorted(list: readonly Ordered[]): boolean {
  return list.every((item, index) => index === 0 || (list[index - 1] ?? item) <= item);
}

/** The members of one list that another has too; for scalars, which is what rules compare. */
class SetsNamespace {
  contains(list: readonly unknown[], part: readonly unknown[]): boolean {
    return part.every((item) => list.includes(item));
  }

  intersects(left: readonly unknown[], right: readonly unknown[]): boolean {
    return left.some((item) => right.includes(item));
  }
}

/** Kubernetes' list library and the `sets` extension, for lists of scalars. */
export function listLibrary(environment: Environment): void {
  const add = (signature: string, handler: (...values: never[]) => unknown) => {
    environment.registerFunction(signature, handler, { async: false });
  };
  add('list.isSorted(): bool', isSorted);
  add('list.sum(): dyn', sum);
  add('list.min(): dyn', (list: readonly Ordered[]) => extreme(list, 'min'));
  add('list.max(): dyn', (list: readonly Ordered[]) => extreme(list, 'max'));
  add('list.indexOf(dyn): int', (list: readonly unknown[], item: unknown) => BigInt(list.indexOf(item)));
  add('list.lastIndexOf(dyn): int', (list: readonly unknown[], item: unknown) => BigInt(list.lastIndexOf(item)));
  const sets = new SetsNamespace();
  environment
    .registerType('SetsNamespace', { ctor: SetsNamespace, fields: {} })
    .registerConstant('sets', 'SetsNamespace', sets);
  add('SetsNamespace.contains(list, list): bool', (_: SetsNamespace, a: unknown[], b: unknown[]) =>
    sets.contains(a, b),
  );
  add('SetsNamespace.intersects(list, list): bool', (_: SetsNamespace, a: unknown[], b: unknown[]) =>
    sets.intersects(a, b),
  );
  add('SetsNamespace.equivalent(list, list): bool', (_: SetsNamespace, a: unknown[], b: unknown[]) => {
    return sets.contains(a, b) && sets.contains(b, a);
  });
}

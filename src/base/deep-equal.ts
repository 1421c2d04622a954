/** Whether two JSON values say the same; properties whose value is undefined count as absent. */
export function deepEqual(left: unknown, right: unknown): boolean {
  if (left === right) {
    return true;
  }
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return false;
  }
  if (Array.isArray(left) || Array.isArray(right)) {
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => deepEqual(item, right[index]))
    );
  }
  const leftEntries = new Map(Object.entries(left).filter(([, value]) => value !== undefined));
  const rightEntries = Object.entries(right).filter(([, value]) => value !== undefined);
  return (
    leftEntries.size === rightEntries.length &&
    rightEntries.every(([key, value]) => leftEntries.has(key) && deepEqual(leftEntries.get(key), value))
  );
}

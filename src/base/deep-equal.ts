import { isRecord } from './is-record.ts';

/** Whether two JSON values say the same; properties whose value is undefined count as absent, and the order of keys is nothing. */
export function deepEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    for (let index = 0; index < left.length; index++) {
      if (!deepEqual(left[index], right[index])) return false;
    }
    return true;
  }
  if (!isRecord(left) || !isRecord(right)) return false;
  let surplus = 0;
  for (const key of Object.keys(left)) {
    const member = left[key];
    if (member === undefined) continue;
    if (!Object.hasOwn(right, key) || !deepEqual(member, right[key])) return false;
    surplus -= 1;
  }
  for (const key of Object.keys(right)) {
    if (right[key] !== undefined) surplus += 1;
  }
  return surplus === 0;
}

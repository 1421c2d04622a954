/** Order of two resource versions: decimal integers of any length, as Kubernetes guarantees them. The empty text is before all. */
export function compareRevisions(left: string, right: string): number {
  if (left.length !== right.length) {
    return left.length - right.length;
  }
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Below zero when `a` is older; versions as `go env GOVERSION` prints them. A candidate is older than its release, an unknown form oldest. */
export function compareGoVersions(a: string, b: string): number {
  const left = parts(a);
  const right = parts(b);
  for (const [index, part] of left.entries()) {
    const difference = part - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function parts(version: string): readonly number[] {
  const [, major, minor, patch, candidate] = /go(\d+)\.(\d+)(?:\.(\d+)|((?:rc|beta)\d+))?/.exec(version) ?? [];
  return [Number(major ?? 0), Number(minor ?? 0), candidate === undefined ? Number(patch ?? 0) : -1];
}

/** Orders semantic versions; below zero when `a` is older. What is released comes after its candidates. */
export function compareVersions(a: string, b: string): number {
  const [left, leftCandidate] = split(a);
  const [right, rightCandidate] = split(b);
  const numbers = compareDotted(left, right);
  if (numbers !== 0 || leftCandidate === rightCandidate) return numbers;
  if (leftCandidate === undefined) return 1;
  if (rightCandidate === undefined) return -1;
  return compareDotted(leftCandidate, rightCandidate);
}

function split(version: string): [string, string?] {
  const dash = version.indexOf('-');
  return dash < 0 ? [version] : [version.slice(0, dash), version.slice(dash + 1)];
}

function compareDotted(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const one = left[index];
    const other = right[index];
    if (one === other) continue;
    if (one === undefined) return -1;
    if (other === undefined) return 1;
    const numeric = [/^\d+$/.test(one), /^\d+$/.test(other)];
    if (numeric[0] && numeric[1]) return Number(one) - Number(other);
    if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1;
    return one < other ? -1 : 1;
  }
  return 0;
}

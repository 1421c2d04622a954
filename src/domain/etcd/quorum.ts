/** Members that must agree: more than half. */
export function quorum(members: number): number {
  return Math.floor(members / 2) + 1;
}

/** One line of how far things are. */
export interface TreeNode {
  /** Stays the same while the rest changes. */
  readonly id: string;
  readonly label: string;
  readonly state: 'waiting' | 'working' | 'done' | 'deleting';
  /** What is going on, in words; empty when there is nothing to say. */
  readonly detail: string;
  /** How far it is, in numbers that change often; empty when nothing is counted. */
  readonly measure: string;
  /** When it began and, once done, ended: RFC 3339. */
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly children: readonly TreeNode[];
}

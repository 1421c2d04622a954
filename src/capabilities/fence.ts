/** Tells a manager that is not the newest any more: a process that was stopped may go on without knowing that another one leads. */
export interface Fence {
  /** Asked right before a change; rejects when nothing may be changed by us any more, or when that cannot be found out. */
  check(): Promise<void>;
}

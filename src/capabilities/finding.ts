/** What was found when one thing of a machine was looked at. */
export interface Finding {
  /** Stays the same: `disk-space`. */
  readonly check: string;
  /** `warning`: it works, and may not for long; `problem`: clusters cannot be made; `unknown`: it cannot be seen from here. */
  readonly state: 'ok' | 'warning' | 'problem' | 'unknown';
  /** One sentence. */
  readonly message: string;
  /** What to do, for all but `ok`. */
  readonly cure?: string;
}

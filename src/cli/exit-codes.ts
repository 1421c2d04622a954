/** What a command's exit code says. docs/cli.md and `--help` tell the same. */
export const exitCodes = {
  ok: 0,
  /** Refused by the manager, failed, or stalled until a person changes something. */
  failed: 1,
  /** The command line itself is wrong. */
  usage: 2,
  notFound: 3,
  timeout: 4,
  /** No manager runs, or it does not answer. */
  noManager: 5,
  /** A manager on a cluster ended because another one may lead; it is to be run again. */
  leadLost: 6,
  /** Ended by Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Facts that go with a line; nothing secret belongs here, and what looks secret is struck out. */
export interface LogFields {
  readonly [name: string]: unknown;
}

/** What a manager says of its own work, line by line, for the person who runs it. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A logger whose lines all carry these fields. */
  child(fields: LogFields): Logger;
}

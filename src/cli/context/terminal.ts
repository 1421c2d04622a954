/** Where a command writes and who reads it. */
export interface Terminal {
  /** Results, for people and programs. */
  print(line: string): void;
  /** Everything else: progress, warnings, questions. */
  say(line: string): void;
  /** Whether a person sees standard output as it comes. */
  readonly interactive: boolean;
  /** Width of a line in characters. */
  readonly columns: number;
  /** Asks for one line of an answer; undefined when nobody is there to answer. */
  ask(question: string): Promise<string | undefined>;
}

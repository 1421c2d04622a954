/** What the unfinished word of a command line may become. */
export interface Candidate {
  /** The whole word. */
  readonly word: string;
  readonly says: string;
}

interface PlanQuestion {
  readonly id: number;
  readonly request: Uint8Array;
}

type PlanAnswer =
  | { readonly id: number; readonly document: Uint8Array }
  | { readonly id: number; readonly failure: string };

/** What goes between the manager and its thread for plans: JSON as bytes, which are handed over rather than copied. */
export interface PlanMessage {
  readonly question: PlanQuestion;
  readonly answer: PlanAnswer;
}

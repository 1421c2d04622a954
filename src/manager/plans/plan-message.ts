/** What goes between the manager and its thread for plans: JSON as bytes, which are handed over rather than copied. */
export type PlanMessage = PlanQuestion | PlanAnswer;

export type PlanAnswer =
  | { readonly id: number; readonly document: Uint8Array }
  | { readonly id: number; readonly failure: string };

export interface PlanQuestion {
  readonly id: number;
  readonly request: Uint8Array;
}

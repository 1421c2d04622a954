import type { PlannedChange } from '#domain/plan/planned-change.ts';

/** What a Plan may not change where it is, as a sentence; undefined when it may change all that it says. */
export type ChangeLimit = (change: PlannedChange, namespace: string) => string | undefined;

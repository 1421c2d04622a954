import { livePlanned } from '#simulation/testing/planned-life.ts';

/** A change that is planned and then made under faults. */
export type PlannedLife = Parameters<typeof livePlanned>[0];

/** What went wrong; undefined when the run was as planned. */
export async function planned(life: PlannedLife): Promise<string | undefined> {
  try {
    await livePlanned(life);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** So many runs tell what depends on the order of things, and how long it takes. */
export const planRuns = 16;

/** The name of the runner's own last test in a batch: without it the batch did not come to its end. */
export const afterwards = 'slipway: nothing is left open';

/** On everything made by hand in this process, by which it is found again and nothing else is. */
export const byHandLabel = `slipway-bench=${process.pid}-${process.hrtime.bigint()}`;

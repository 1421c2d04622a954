/** How long a leader may lead unheard. It gives up well before anybody else may follow it, each by a clock of its own. */
export const leaseTimes = {
  /** An unchanged Lease may be taken this long after it was first read so. */
  durationSeconds: 15,
  /** Between two renewals, and between two looks of those who wait. */
  renewMilliseconds: 2_000,
  /** A leader whose last renewal was asked for this long ago leads no more. */
  giveUpMilliseconds: 10_000,
  /** What one request to the server may take. */
  requestMilliseconds: 4_000,
} as const;

/**
 * Milliseconds the other clock is ahead of ours (negative: behind), from the Date header of an answer and our time
 * before and after the call. The header has whole seconds, cut off, so the true time lies half a second later on
 * average; what that and the call's duration leave open is taken as no skew.
 */
export function clockSkew(exchange: {
  readonly date: string;
  readonly asked: number;
  readonly answered: number;
}): number | undefined {
  const theirs = Date.parse(exchange.date);
  if (Number.isNaN(theirs)) return undefined;
  const atMost = theirs + 999 - exchange.asked;
  const atLeast = theirs - exchange.answered;
  if (atLeast > 0) return Math.round(atLeast);
  return atMost < 0 ? Math.round(atMost) : 0;
}

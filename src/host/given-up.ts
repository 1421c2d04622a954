/** Thrown into a phase that waits while another one has failed: what it waits for may never come. */
export class GivenUp extends Error {
  constructor(failed: string) {
    super(`given up, because phase ${failed} failed; it begins again with the next attempt`);
    this.name = 'GivenUp';
  }
}

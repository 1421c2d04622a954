/** Read-your-writes: a key whose last writes its caches have not seen does not run. */
export class WriteBarrier {
  readonly #pending = new Map<string, (() => boolean)[]>();

  /** `visible` says whether the write has been seen; once true it must stay so. */
  note(keyId: string, visible: () => boolean): void {
    const pending = this.#pending.get(keyId) ?? [];
    pending.push(visible);
    this.#pending.set(keyId, pending);
  }

  open(keyId: string): boolean {
    const left = (this.#pending.get(keyId) ?? []).filter((visible) => !visible());
    if (left.length === 0) {
      this.#pending.delete(keyId);
      return true;
    }
    this.#pending.set(keyId, left);
    return false;
  }
}

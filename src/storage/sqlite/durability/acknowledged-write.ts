/** A write that the storage acknowledged: what the writer's process tells the world, one line each. */
export interface AcknowledgedWrite {
  readonly revision: number;
  readonly key: string;
  /** Names the value, see {@link valueOf}; undefined for a deletion. */
  readonly value: number | undefined;
}

const LARGEST_VALUE = 30_000;

/** The value with this name: its size and its bytes follow from the name, so an acknowledgement need not carry them. */
export function valueOf(name: number): Uint8Array {
  return Buffer.alloc((name * 7919) % LARGEST_VALUE, `${name}:`);
}

export function formatAcknowledgement(write: AcknowledgedWrite): string {
  return `${write.revision} ${write.key} ${write.value ?? '-'}\n`;
}

/** Reads lines of {@link formatAcknowledgement}; a last line cut short by a kill acknowledges nothing. */
export function parseAcknowledgements(text: string): readonly AcknowledgedWrite[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => {
    const [revision, key, value] = line.split(' ');
    if (revision === undefined || key === undefined || value === undefined) {
      throw new Error(`not an acknowledgement: ${line}`);
    }
    return { revision: Number(revision), key, value: value === '-' ? undefined : Number(value) };
  });
}

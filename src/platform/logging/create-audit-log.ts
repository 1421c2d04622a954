import { chmodSync, closeSync, existsSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import type { AuditEvent, AuditLog } from '#capabilities/audit-log.ts';
import type { Logger } from '#capabilities/logger.ts';

export interface AuditLogOptions {
  /** Readable by its owner only (0600); older ones are beside it with `.1`, `.2` and so on at their end. */
  readonly path: string;
  /** A file that would grow beyond is put aside first; 10 MiB where absent. */
  readonly mostBytes?: number;
  /** So many files are kept besides the one that is written; four where absent. */
  readonly mostOlder?: number;
  /** Is told when events cannot be kept, once until they can again. */
  readonly logger?: Logger;
}

/** Events as JSON lines in a file, rotated by size. */
export function createAuditLog(options: AuditLogOptions): AuditLog & { close(): void } {
  const { logger, mostBytes = 10 * 1024 * 1024, mostOlder = 4, path } = options;
  let descriptor: number | undefined;
  let size = 0;
  let failing = false;
  const open = (): number => {
    descriptor = openSync(path, 'a', 0o600);
    chmodSync(path, 0o600);
    size = fstatSync(descriptor).size;
    return descriptor;
  };
  const close = (): void => {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  };
  const rotate = (): void => {
    close();
    for (let number = mostOlder; number >= 1; number -= 1) {
      const from = number === 1 ? path : `${path}.${number - 1}`;
      if (existsSync(from)) renameSync(from, `${path}.${number}`);
    }
  };
  const append = (line: Buffer): void => {
    let file = descriptor ?? open();
    if (size > 0 && size + line.byteLength > mostBytes) {
      rotate();
      file = open();
    }
    size += line.byteLength;
    writeSync(file, line);
  };
  return {
    close,
    record(event: AuditEvent) {
      try {
        append(Buffer.from(`${JSON.stringify(event)}\n`));
        failing = false;
      } catch (error) {
        if (!failing) logger?.warn('requests are not written to the audit log', { path, error: String(error) });
        failing = true;
      }
    },
  };
}

import type { DatabaseSync } from 'node:sqlite';
import { applicationId } from './application-id.ts';
import { checkFormat } from './check-format.ts';
import { type Migration, migrations } from './migrations.ts';

/**
 * Brings a store to the present format, each step in its own transaction, so that a crash between two leaves a valid file.
 * @throws StorageError `NewerFormat` when the store knows more steps than we do, `Invalid` when the file is not a store.
 */
export function migrate(database: DatabaseSync, steps: readonly Migration[] = migrations): void {
  const format = checkFormat(database, steps.length);
  for (let next = format; next < steps.length; next += 1) {
    database.exec('BEGIN IMMEDIATE');
    try {
      steps[next]?.(database);
      database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${next + 1}; COMMIT`);
    } catch (error) {
      if (database.isTransaction) {
        database.exec('ROLLBACK');
      }
      throw error;
    }
  }
}

/** 2 since values may be encrypted: what could read only 1 would restore them as they are. */
export const backupFormat = 2;

/** The first line of a backup. */
export interface BackupHeader {
  readonly slipway: 'backup';
  readonly format: number;
  /** The uid of the store: what its machines are labelled with. */
  readonly store: string;
  /** Everything committed up to this revision is in it, nothing after. */
  readonly revision: number;
  /** RFC 3339. */
  readonly time: string;
}

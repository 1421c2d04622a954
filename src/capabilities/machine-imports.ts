/** A container image for one machine, as the bytes of its archive. */
export interface MachineImportRequest {
  readonly namespace: string;
  readonly name: string;
  /** A tar of an OCI layout. */
  readonly archive: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

/**
 * Gives container images to machines that are there, for their kubelet to find; a second time changes nothing. Rejects with an
 * ApiError when there is no such machine, or when its runtime does not take the archive.
 */
export interface MachineImports {
  load(request: MachineImportRequest): Promise<void>;
}

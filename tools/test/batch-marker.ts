/** Begins the name of the empty suite that announces a test file within a batch. */
export const batchMarker = 'file://';

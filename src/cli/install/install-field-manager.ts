/** Who owns the fields of an installation. */
export const installFieldManager = 'slipway-install';

/** Where provider credentials and the manager's own objects live. */
export const systemNamespace = 'slipway-system';

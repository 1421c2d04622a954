/** Group and version of Slipway's own kinds. */
export const group = { group: 'slipway.dev', version: 'v1alpha1' } as const;

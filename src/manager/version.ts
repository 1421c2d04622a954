import manifest from '../../package.json' with { type: 'json' };

/** The version of Slipway. */
export const version: string = manifest.version;

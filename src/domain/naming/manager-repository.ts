/** The repository of the manager's own image. */
export const managerRepository = 'slipway.dev/manager';

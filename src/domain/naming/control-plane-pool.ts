/** The word that stands for the pool in the names of control-plane machines. */
export const controlPlanePool = 'control-plane';

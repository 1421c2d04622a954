/** Present in the environment of every process of a task, with its folder as value. */
export const taskVariable = 'SLIPWAY_TASK_FOLDER';

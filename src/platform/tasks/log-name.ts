/** What a task's process prints and logs, in its folder. */
export const logName = 'log';

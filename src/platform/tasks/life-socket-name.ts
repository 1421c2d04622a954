/** The socket in a task's folder that its process holds open as long as it lives. */
export const lifeSocketName = 'life';

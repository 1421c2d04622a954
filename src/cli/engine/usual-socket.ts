/** Where Debian's engine listens, and what a Provider means that names no other. */
export const usualSocket = '/var/run/docker.sock';

/** What to do where there is no Go compiler; Debian's is too old for current Kubernetes. */
export const goCure = 'install Go 1.26 or newer from https://go.dev/dl and put its bin directory on the PATH';

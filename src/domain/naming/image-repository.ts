/** The repository of every image we build: what kubeadm is given as `imageRepository`. */
export const imageRepository = 'slipway.dev/images';

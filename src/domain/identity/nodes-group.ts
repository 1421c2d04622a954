/** Group of every machine's bootstrap token: has kubeadm's join permissions, but nothing approves for it automatically. */
export const nodesGroup = 'system:bootstrappers:slipway:nodes';

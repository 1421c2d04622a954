/** Signer name of the requests by which people get a short-lived certificate for a cluster from the manager. */
export const userSigner = 'slipway.dev/cluster-user';

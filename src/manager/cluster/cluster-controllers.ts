import { userCredential } from '#controllers/user-credential/controller.ts';
import type { Controller } from '#runtime/controller.ts';
import { controllers } from '../composition/controllers.ts';

const signer = userCredential('people');

/** The controllers on a cluster: the same, but whoever may ask there may not have everything. */
export const clusterControllers: readonly Controller[] = controllers.map((one) =>
  one.name === signer.name ? signer : one,
) as readonly Controller[];

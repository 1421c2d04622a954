import type { Components } from './components.ts';
import { controlPlaneImages } from './control-plane-images.ts';
import { imageCopy } from './image-copy.ts';
import { officialPlaces } from './official-places.ts';
import type { ImageCopyRecipe, ImageStoreRecipe } from './recipe.ts';

/**
 * Images that Kubernetes publishes for each of its releases. etcd and CoreDNS are not among them: a PlatformRelease may
 * name a newer patch than kubeadm does, which only the projects themselves publish.
 */
const copied = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy', 'pause'];

/** The control plane's images: those of Kubernetes copied, the others made of published programs. All keep the names kubeadm is told. */
export function officialImages(components: Components): {
  readonly copies: readonly (ImageCopyRecipe & { readonly revision: number })[];
  readonly store: ImageStoreRecipe & { readonly revision: number };
} {
  const store = controlPlaneImages(components);
  const tagOf = (name: string) => (name === 'pause' ? components.pause : `v${components.kubernetes}`);
  return {
    copies: copied.map((name) => imageCopy(`image-${name}`, `${officialPlaces.registry}/${name}:${tagOf(name)}`)),
    store: {
      ...store,
      images: store.images.map((image) => {
        const name = copied.find((candidate) => image.reference.includes(`/${candidate}:`));
        return name === undefined ? image : { from: 'copy', reference: image.reference, step: `image-${name}` };
      }),
    },
  };
}

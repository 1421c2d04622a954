import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Provider } from '#api/provider/index.ts';
import type { Timers } from '#capabilities/timers.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import { createDockerDriver } from '#providers/docker/create-docker-driver.ts';
import { dockerModel } from '#providers/docker/model.ts';
import type { ConnectedProvider } from '#runtime/pass.ts';

/** The driver and model of a Provider object: the one place that names concrete providers. */
export function connectProvider(timers: Timers): (provider: KubeObject) => ConnectedProvider {
  return (object) => {
    const { spec } = object as Provider;
    switch (spec.type) {
      case 'docker':
        return {
          model: dockerModel,
          driver: createDockerDriver({ engine: { socketPath: spec.docker.socket }, timers }),
        };
      case 'sim':
        throw new ProviderError(
          'Invalid',
          `Provider ${object.metadata.name} is simulated: it exists in simulations only`,
        );
    }
  };
}

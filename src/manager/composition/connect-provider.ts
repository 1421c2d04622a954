import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Provider } from '#api/provider/index.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import type { Timers } from '#capabilities/timers.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import { createDockerDriver } from '#providers/docker/create-docker-driver.ts';
import { dockerModel } from '#providers/docker/model.ts';
import type { ConnectedProvider } from '#runtime/pass.ts';
import { engineConnection } from './engine-connection.ts';

export interface ConnectingOptions {
  /** Where Secrets with credentials are read. */
  readonly objects: ObjectApi;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly installation: string;
  /** Whether a provider may be asked anything now; always where absent. */
  readonly mayAsk?: () => boolean;
}

/** The driver and model of a Provider object: the one place that names concrete providers. */
export function connectProvider(options: ConnectingOptions): (provider: KubeObject) => ConnectedProvider {
  const { objects, ...rest } = options;
  return (object) => {
    const { spec } = object as Provider;
    switch (spec.type) {
      case 'docker': {
        const engine = engineConnection(object as Provider, objects);
        const { address } = spec.docker.publish;
        const publishAddress = address ?? ('host' in engine ? engine.host : '127.0.0.1');
        return { model: dockerModel, driver: createDockerDriver({ engine, publishAddress, ...rest }) };
      }
      case 'sim':
        throw new ProviderError(
          'Invalid',
          `Provider ${object.metadata.name} is simulated: it exists in simulations only`,
        );
    }
  };
}

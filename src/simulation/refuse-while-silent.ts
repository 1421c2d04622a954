import type { Driver } from '#providers/contract/driver.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import type { ResourceDriver } from '#providers/contract/resource.ts';
import type { Cloud } from './cloud.ts';

/** A driver whose calls are refused as long as its cloud is silent. */
export function refuseWhileSilent(cloud: Cloud, driver: Driver): Driver {
  const ask = async <R>(call: () => Promise<R>): Promise<R> => {
    if (cloud.silence !== undefined) {
      throw new ProviderError('Unavailable', cloud.silence, { retryAfterMilliseconds: 2000 });
    }
    return await call();
  };
  const resource = <D, F>(one: ResourceDriver<D, F>): ResourceDriver<D, F> => ({
    observe: (owner) => ask(() => one.observe(owner)),
    list: (scope) => ask(() => one.list(scope)),
    create: (request) => ask(() => one.create(request)),
    update: (request) => ask(() => one.update(request)),
    delete: (request) => ask(() => one.delete(request)),
  });
  const { hostAccess } = driver;
  return {
    ...driver,
    machine: resource(driver.machine),
    network: resource(driver.network),
    endpoint: resource(driver.endpoint),
    image: resource(driver.image),
    ...(hostAccess === undefined
      ? {}
      : {
          hostAccess: {
            exec: (machine, command) => ask(() => hostAccess.exec(machine, command)),
            read: (machine, path) => ask(() => hostAccess.read(machine, path)),
            follow: (machine, command) => hostAccess.follow(machine, command),
          },
        }),
    hostFacts: () => ask(() => driver.hostFacts()),
  };
}

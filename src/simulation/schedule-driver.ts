import type { Driver } from '#providers/contract/driver.ts';
import type { ResourceDriver } from '#providers/contract/resource.ts';
import type { Incarnation } from './incarnation.ts';
import { scheduleFeed } from './schedule-feed.ts';

/** A driver whose every call happens when the scheduler lets it. */
export function scheduleDriver(driver: Driver, incarnation: Incarnation): Driver {
  const { hostAccess } = driver;
  return {
    machine: scheduleResource(driver.machine, incarnation, 'machine'),
    network: scheduleResource(driver.network, incarnation, 'network'),
    endpoint: scheduleResource(driver.endpoint, incarnation, 'endpoint'),
    image: scheduleResource(driver.image, incarnation, 'image'),
    ...(hostAccess === undefined
      ? {}
      : {
          hostAccess: {
            exec: (machine, command) =>
              incarnation.call(`host exec ${machine} ${command.command.join(' ')}`, () =>
                hostAccess.exec(machine, command),
              ),
            read: (machine, path) =>
              incarnation.call(`host read ${machine} ${path}`, () => hostAccess.read(machine, path)),
            follow: (machine, command) =>
              scheduleFeed(hostAccess.follow(machine, command), incarnation, `host follow ${machine}`),
          },
        }),
    hostFacts: () => incarnation.call('provider hostFacts', () => driver.hostFacts()),
    ...(driver.changes === undefined
      ? {}
      : { changes: () => scheduleFeed(driver.changes?.() ?? emptyFeed, incarnation, 'provider hints') }),
    close: () => incarnation.call('provider close', () => driver.close()),
  };
}

const emptyFeed = { next: async () => [], close: () => undefined };

function scheduleResource<D, F>(
  driver: ResourceDriver<D, F>,
  incarnation: Incarnation,
  resource: string,
): ResourceDriver<D, F> {
  return {
    observe: (owner) => incarnation.call(`provider observe ${resource} ${owner.name}`, () => driver.observe(owner)),
    list: (scope) => incarnation.call(`provider list ${resource}`, () => driver.list(scope)),
    create: (request) =>
      incarnation.call(`provider create ${resource} ${request.tags.owner.name}`, () => driver.create(request)),
    update: (request) =>
      incarnation.call(`provider update ${resource} ${request.tags.owner.name}`, () => driver.update(request)),
    delete: (request) =>
      incarnation.call(`provider delete ${resource} ${request.owner.name}`, () => driver.delete(request)),
  };
}

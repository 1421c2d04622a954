import type { ObjectApi } from '#capabilities/object-api.ts';
import { lintObject } from '#runtime/lint-object.ts';
import { createWorld } from '../create-world.ts';
import type { World } from '../world.ts';
import type { WorldOptions } from '../world-options.ts';
import { Toy, ToyProvider, toyKinds } from './toy.ts';

/** A world with a provider for toys; every object in it is linted after every pass. */
export async function openToyWorld(options: Omit<WorldOptions, 'kinds'>): Promise<World> {
  const world = createWorld({
    kinds: toyKinds,
    lint: (object) => {
      const problems = lintObject(object);
      if (problems.length > 0) {
        throw new Error(problems.join('\n'));
      }
    },
    ...options,
  });
  await world.act((objects) =>
    objects.create(ToyProvider, { apiVersion: 'toy.dev/v1', kind: 'ToyProvider', metadata: { name: 'toys' } }),
  );
  return world;
}

export async function createToy(objects: ObjectApi, name: string, spec: Toy['spec']): Promise<Toy> {
  return await objects.create(Toy, {
    apiVersion: 'toy.dev/v1',
    kind: 'Toy',
    metadata: { name, namespace: 'default' },
    spec,
  });
}

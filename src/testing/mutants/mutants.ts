import type { ApplyConfiguration } from '#capabilities/object-api.ts';
import type { Controller, Step } from '#runtime/controller.ts';
import type { Pass } from '#runtime/pass.ts';
import type { Composition } from '#simulation/composition.ts';
import type { Mutant } from './mutant.ts';

type Chain = 'steps' | 'deletionSteps';

/** The composition with one of its controllers changed; one that is not there is a mistake in the mutant. */
function withController(name: string, change: (controller: Controller) => Controller): Mutant['mutate'] {
  return (composition: Composition) => {
    if (!composition.controllers.some((controller) => controller.name === name)) {
      throw new Error(`no controller is called ${name}: the mutant is out of date`);
    }
    return {
      ...composition,
      controllers: composition.controllers.map((controller) =>
        controller.name === name ? change(controller) : controller,
      ),
    };
  };
}

function indexOf(steps: readonly Step<never>[], step: string): number {
  const index = steps.findIndex(({ name }) => name === step);
  if (index < 0) throw new Error(`no step is called ${step}: the mutant is out of date`);
  return index;
}

/** Forgets a step. */
function without(controller: string, step: string, chain: Chain = 'steps'): Mutant {
  return {
    name: `forget ${step} of ${controller}`,
    mutate: withController(controller, (one) => ({
      ...one,
      [chain]: one[chain].toSpliced(indexOf(one[chain], step), 1),
    })),
  };
}

/** Puts a step where another is, and that one where it was. */
function swapped(controller: string, [first, second]: readonly [string, string], chain: Chain): Mutant {
  return {
    name: `swap ${first} and ${second} of ${controller}`,
    mutate: withController(controller, (one) => {
      const steps = [...one[chain]];
      const [left, right] = [indexOf(steps, first), indexOf(steps, second)];
      [steps[left], steps[right]] = [steps[right], steps[left]] as [Step<unknown>, Step<unknown>];
      return { ...one, [chain]: steps };
    }),
  };
}

/** Lets the last thing on the way out be forgotten: without steps to take back there is no finalizer. */
function withoutFinalizer(controller: string): Mutant {
  return {
    name: `drop the finalizer of ${controller}`,
    mutate: withController(controller, (one) => ({ ...one, deletionSteps: [] })),
  };
}

/** A controller whose passes do other things than they should: what they change stands before what they have. */
function passing(name: string, controller: string, change: (pass: Pass) => Partial<Pass>): Mutant {
  const changed = (pass: Pass): Pass => Object.create(pass, Object.getOwnPropertyDescriptors(change(pass))) as Pass;
  const wrap = (step: Step<unknown>): Step<unknown> => ({
    ...step,
    run: (scope, pass) => step.run(scope, changed(pass)),
  });
  return {
    name,
    mutate: withController(controller, (one) => ({
      ...one,
      scope: (object, pass) => one.scope(object, changed(pass)),
      steps: one.steps.map(wrap),
      deletionSteps: one.deletionSteps.map(wrap),
    })),
  };
}

/** What is written by a controller with something else in its metadata. */
function writing(name: string, controller: string, metadata: ApplyConfiguration['metadata'] | object): Mutant {
  return passing(name, controller, (pass) => ({
    write: {
      ...pass.write,
      ensure: (kind, object, reason) =>
        pass.write.ensure(kind, { ...object, metadata: { ...object.metadata, ...metadata } }, reason),
    },
  }));
}

/** What is made at the provider belongs to somebody else each time: nothing tells a second try from the first. */
const forgetIdentity = passing('forget the idempotency key of a machine', 'machine.lifecycle', (pass) => ({
  async provider(name) {
    const port = await pass.provider(name);
    return {
      ...port,
      machine: {
        ...port.machine,
        create: (owner, desired, reason) =>
          port.machine.create({ ...owner, uid: `${owner.uid}-${pass.now}` }, desired, reason),
      },
    };
  },
}));

/** What is to be deleted is deleted with whatever else hangs from its owner. */
const deleteTwo = passing('remove one more than is surplus', 'node-pool.replicas', (pass) => ({
  write: {
    ...pass.write,
    async delete(kind, object, reason) {
      const owner = object.metadata.ownerReferences?.[0]?.uid;
      const other = pass.store
        .list(kind)
        .find(
          ({ metadata }) =>
            metadata.uid !== object.metadata.uid && metadata.ownerReferences?.some(({ uid }) => uid === owner),
        );
      if (other !== undefined) await pass.write.delete(kind, other, reason);
      return await pass.write.delete(kind, object, reason);
    },
  },
}));

const secretInArguments = passing('show a secret in an argument list', 'cluster.pod-routes', (pass) => ({
  host: {
    exec: (request) =>
      pass.host.exec({
        ...request,
        command: { ...request.command, command: [...request.command.command, '--token', 'abcdef.0123456789abcdef'] },
      }),
  },
}));

/** Bugs that a suite worth having catches. */
export const mutants: readonly Mutant[] = [
  ...['ensure-control-plane', 'ensure-pools', 'ensure-network', 'ensure-endpoint'].map((step) =>
    without('cluster.topology', step),
  ),
  ...['delete-parts', 'delete-endpoint', 'delete-network'].map((step) =>
    without('cluster.topology', step, 'deletionSteps'),
  ),
  ...['ensure-authorities', 'publish-backends', 'claim-initialization', 'scale'].map((step) =>
    without('control-plane.lifecycle', step),
  ),
  without('node-pool.replicas', 'remove-surplus'),
  without('node-pool.replicas', 'add-missing'),
  ...['mint-token', 'publish-token', 'judge-requests', 'retire-token'].map((step) =>
    without('machine.bootstrap-token', step),
  ),
  without('machine.lifecycle', 'create-machine'),
  ...['cordon', 'drain', 'delete-machine', 'delete-node'].map((step) =>
    without('machine.lifecycle', step, 'deletionSteps'),
  ),
  without('cluster.connection', 'ensure-connection'),
  without('cluster.pod-routes', 'set-routes'),
  without('machine-image.build', 'build'),
  without('platform-release.images', 'ensure-images'),
  swapped('machine.lifecycle', ['drain', 'delete-machine'], 'deletionSteps'),
  swapped('machine.lifecycle', ['cordon', 'drain'], 'deletionSteps'),
  swapped('cluster.topology', ['delete-parts', 'delete-endpoint'], 'deletionSteps'),
  withoutFinalizer('machine.lifecycle'),
  withoutFinalizer('cluster.topology'),
  writing('forget the owner reference of pools and control planes', 'cluster.topology', { ownerReferences: [] }),
  forgetIdentity,
  deleteTwo,
  secretInArguments,
];

import { ApiError } from '#api/meta/api-error.ts';
import { apiVersion } from '#api/meta/api-version.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject, Unsaved } from '#api/meta/kube-object.ts';
import { isRecord } from '#base/is-record.ts';
import type { ApplyConfiguration, ObjectApi } from '#capabilities/object-api.ts';
import { Expressions } from '#engine/cel/expressions.ts';
import { createEngine, type Engine } from '#engine/create-engine.ts';
import { MemoryStorage } from '#storage/memory/memory-storage.ts';
import { createSeededRandomness } from '../seeded-randomness.ts';
import { act } from './act.ts';
import { readReference } from './read-reference.ts';
import { Scenario } from './scenario.ts';
import type { ScenarioComposition } from './scenario-composition.ts';

/** Something wrong with a scenario; `field` is a path such as `spec.events[2].delete[0]`. */
export interface ScenarioProblem {
  readonly field: string;
  readonly message: string;
}

/** A scenario as it is lived, every default filled in, or all that is wrong with it. */
export type CheckedScenario = { readonly scenario: Scenario } | { readonly problems: readonly ScenarioProblem[] };

type Parts = Pick<ScenarioComposition, 'kinds' | 'plantSeeds' | 'workloadKinds'>;

/** Checks a scenario by its schema, and all that it declares by that of its kind, as a server would. Touches nothing. */
export async function checkScenario(value: unknown, parts: Parts): Promise<CheckedScenario> {
  if (!isRecord(value) || value['kind'] !== Scenario.kind || value['apiVersion'] !== apiVersion(Scenario)) {
    const message = `is no scenario: it must have apiVersion: ${apiVersion(Scenario)} and kind: Scenario`;
    return { problems: [{ field: '', message }] };
  }
  const read = await asServer([Scenario], (engine) =>
    engine.create(Scenario, value as Unsaved<Scenario>, { dryRun: true, fieldValidation: 'Strict' }),
  );
  if (read instanceof ApiError) {
    return { problems: problemsOf(read, (field) => field) };
  }
  const problems = [...nameProblems(read, parts), ...(await manifestProblems(read, parts))];
  return problems.length > 0 ? { problems } : { scenario: read };
}

async function asServer<R>(kinds: readonly Kind[], work: (engine: Engine) => Promise<R>): Promise<R | ApiError> {
  const engine = createEngine({
    storage: new MemoryStorage('checks'),
    kinds,
    clock: { now: () => 0 },
    randomness: createSeededRandomness('checks'),
    expressions: new Expressions(),
  });
  try {
    return await work(engine);
  } catch (error) {
    if (error instanceof ApiError) {
      return error;
    }
    throw error;
  } finally {
    engine.close();
  }
}

function problemsOf({ details, message }: ApiError, place: (field: string) => string): readonly ScenarioProblem[] {
  const causes = details.causes ?? [];
  return causes.length === 0
    ? [{ field: place(''), message }]
    : causes.map((cause) => ({ field: place((cause.field ?? '').replace(/^\./, '')), message: cause.message }));
}

/** Every object that a scenario declares, where it stands, and where a field of it stands. */
function declared({ spec }: Scenario): readonly {
  readonly manifest: ApplyConfiguration;
  readonly workload: boolean;
  readonly place: (field: string) => string;
}[] {
  const list = (path: string, manifests: readonly unknown[] | undefined, workload = false) =>
    ((manifests ?? []) as readonly ApplyConfiguration[]).map((manifest, index) => {
      const place = (field: string): string => `${path}[${index}]${field === '' ? '' : `.${field}`}`;
      return { manifest, workload, place };
    });
  return [
    ...list('spec.objects', spec.objects),
    ...spec.clusters.map((cluster, index) => ({
      manifest: {
        apiVersion: 'slipway.dev/v1alpha1',
        kind: 'Cluster',
        metadata: { name: cluster.count === undefined ? cluster.name : `${cluster.name}-${cluster.count}` },
        spec: cluster.spec,
      },
      workload: false,
      place: (field: string) => `spec.clusters[${index}].${field === 'metadata.name' || field === '' ? 'name' : field}`,
    })),
    ...spec.events.flatMap((event, index) => [
      ...list(`spec.events[${index}].apply`, event.apply),
      ...list(`spec.events[${index}].workload.apply`, event.workload?.apply, true),
    ]),
  ];
}

async function manifestProblems(
  scenario: Scenario,
  { kinds, plantSeeds, workloadKinds }: Parts,
): Promise<readonly ScenarioProblem[]> {
  const problems: ScenarioProblem[] = [];
  const checkAll = async (objects: ObjectApi, workload: boolean): Promise<void> => {
    for (const one of declared(scenario).filter((each) => each.workload === workload)) {
      problems.push(...(await checkOne(objects, workload ? workloadKinds : kinds, one)));
    }
  };
  await asServer(kinds, async (engine) => {
    await plantSeeds(engine);
    await checkAll(engine, false);
  });
  await asServer(workloadKinds, async (engine) => {
    for (const name of ['default', 'kube-system']) {
      const kind = workloadKinds.find((known) => known.kind === 'Namespace');
      if (kind !== undefined) {
        await engine.create(kind, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
      }
    }
    await checkAll(engine, true);
  });
  return problems;
}

async function checkOne(
  objects: ObjectApi,
  kinds: readonly Kind[],
  { manifest, place }: Pick<ReturnType<typeof declared>[number], 'manifest' | 'place'>,
): Promise<readonly ScenarioProblem[]> {
  if (!isRecord(manifest) || typeof manifest.kind !== 'string' || !isRecord(manifest['metadata'])) {
    return [{ field: place(''), message: 'is no object: it must have apiVersion, kind and metadata' }];
  }
  try {
    const kind = act.kindOf(kinds, manifest);
    const object = act.inNamespace(kind, manifest) as unknown as Unsaved<KubeObject>;
    await objects.create(kind, object, { dryRun: true, fieldValidation: 'Strict' });
    return [];
  } catch (error) {
    // What an event applies may be there already: it is changed then.
    if (error instanceof ApiError) {
      return error.reason === 'AlreadyExists' ? [] : problemsOf(error, place);
    }
    throw error;
  }
}

/** What is named and cannot be meant: kinds that do not exist. */
function nameProblems({ spec }: Scenario, { kinds, workloadKinds }: Parts): readonly ScenarioProblem[] {
  const named = [
    ...spec.events.flatMap((event, index) => {
      const path = `spec.events[${index}]`;
      return [
        [`${path}.when.object`, event.when?.object, kinds] as const,
        [`${path}.patch.object`, event.patch?.object, kinds] as const,
        ...(event.delete ?? []).map((name, at) => [`${path}.delete[${at}]`, name, kinds] as const),
        ...(event.check ?? []).map(({ object }, at) => [`${path}.check[${at}].object`, object, kinds] as const),
        ...(event.workload?.delete ?? []).map(
          (name, at) => [`${path}.workload.delete[${at}]`, name, workloadKinds] as const,
        ),
      ];
    }),
    ...(spec.expect.stalls ?? []).map(
      ({ object }, index) => [`spec.expect.stalls[${index}].object`, object, kinds] as const,
    ),
  ];
  return named.flatMap(([field, name, known]) =>
    name === undefined || readReference(name, known) !== undefined
      ? []
      : [
          {
            field,
            message: `there is no kind "${name.split('/')[0]}": there are ${known.map(({ kind }) => kind).join(', ')}`,
          },
        ],
  );
}

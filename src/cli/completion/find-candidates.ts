import { Cluster } from '#api/cluster/index.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import { servedKinds } from '#api/served-kinds.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { readiness } from '#explain/readiness.ts';
import type { Command } from 'commander';
import type { Candidate } from './candidate.ts';
import type { CompletionPlace } from './completion-place.ts';

/** `files`: the shell knows paths better. */
export type Found = 'files' | readonly Candidate[];

/** How objects are read; undefined when no manager runs. */
export type Reading = () => Promise<ObjectApi | undefined>;

/** What completion looks at. */
export interface Known {
  readonly reading: Reading;
  /** Names of contexts of the user's kubeconfig. */
  readonly contexts: () => Promise<readonly string[]>;
}

function visible(command: Command): readonly Candidate[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map((one) => ({ word: one.name(), says: one.summary() }));
}

function optionsOf(command: Command): readonly Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ description, long, short }) =>
      [long, short].flatMap((word) => (word === undefined ? [] : [{ word, says: description }])),
    );
}

function state(object: KubeObject): string {
  if (object.metadata.deletionTimestamp !== undefined) return 'is being deleted';
  const ready = readiness.condition(object, 'Ready');
  return ready === undefined ? object.kind : ready.status === 'True' ? 'Ready' : ready.reason;
}

function kindOf(word: string): Kind | undefined {
  const lower = word.toLowerCase();
  return servedKinds.find(
    ({ kind, plural, shortNames, singular }) =>
      [kind.toLowerCase(), plural, singular].includes(lower) || shortNames.includes(lower),
  );
}

function kindNames(name: (kind: Kind) => string): readonly Candidate[] {
  return servedKinds.map((kind) => ({ word: name(kind), says: kind.kind }));
}

async function objects<T extends KubeObject>(reading: Reading, kind: Kind<T>, place: CompletionPlace) {
  const api = await reading();
  if (api === undefined) return [];
  const namespace = place.given.get('--namespace') ?? 'default';
  return (await api.list(kind, kind.scope === 'Namespaced' ? { namespace } : {})).items;
}

async function named(reading: Reading, kind: Kind, place: CompletionPlace): Promise<readonly Candidate[]> {
  const found = await objects(reading, kind, place);
  return found.map((object) => ({ word: object.metadata.name, says: state(object) }));
}

/** All that a word of its sort may be, whatever is typed of it. */
async function all(place: CompletionPlace, { contexts, reading }: Known): Promise<Found> {
  const { command, operands, typed, what } = place;
  if (typeof what === 'object') return what.map((word) => ({ word, says: '' }));
  switch (what) {
    case 'commands':
      return visible(command);
    case 'options':
      return optionsOf(command);
    case 'file':
      return 'files';
    case 'kinds': {
      const listed = typed.slice(0, typed.lastIndexOf(',') + 1);
      const every = listed === '' ? [{ word: 'all', says: 'every kind of Slipway' }] : [];
      return [...every, ...kindNames(({ plural }) => `${listed}${plural}`)];
    }
    case 'object': {
      const [word = '', name] = typed.split('/');
      const kind = name === undefined ? undefined : kindOf(word);
      if (kind === undefined) return kindNames(({ singular }) => singular);
      return (await named(reading, kind, place)).map((one) => ({ ...one, word: `${word}/${one.word}` }));
    }
    case 'name': {
      const kind = kindOf(operands[0] ?? '');
      const found = kind === undefined ? [] : await named(reading, kind, place);
      return found.filter(({ word }) => !operands.slice(1).includes(word));
    }
    case 'cluster':
      return named(reading, Cluster, place);
    case 'pool':
      return (await objects(reading, Cluster, place)).flatMap(({ metadata, spec }) =>
        spec.pools.map((pool) => ({ word: `${metadata.name}/${pool.name}`, says: `${pool.replicas} machines` })),
      );
    case 'release':
      return named(reading, PlatformRelease, place);
    case 'namespace':
      return named(reading, Namespace, place);
    case 'context':
      return (await contexts()).map((word) => ({ word, says: 'context' }));
    case 'nothing':
      return [];
  }
}

/** What the unfinished word may become: whole words that begin with what is typed. */
export async function findCandidates(place: CompletionPlace, known: Known): Promise<Found> {
  const found = await all(place, known);
  if (found === 'files') return found;
  return found
    .filter(({ word }) => word.startsWith(place.typed))
    .map(({ word, says }) => ({ word: `${place.before}${word}`, says }));
}

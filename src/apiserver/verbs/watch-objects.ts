import { setImmediate as turn } from 'node:timers/promises';
import { ApiError } from '#api/meta/api-error.ts';
import { apiVersion } from '#api/meta/api-version.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Watch, WatchEvent, WatchOptions } from '#capabilities/object-api.ts';
import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { toStatus } from '../http/to-status.ts';
import type { ResourceTarget } from '../resource-target.ts';
import { convertObjects } from './convert-objects.ts';
import { objectFormat } from './object-format.ts';
import { readParameters } from './read-parameters.ts';

/** Ends a watch that named no end, so that a client which went silently is forgotten. */
const longestSeconds = 3600;

type Encode = (event: WatchEvent<KubeObject>) => string;

/** GET with `watch`: JSON lines as things happen. */
export async function watchObjects(core: ApiServerCore, request: ApiRequest, target: ResourceTarget): Promise<Answer> {
  const options = watchOptions(request, target);
  const encode = encoder(core, request, target);
  const watch = core.objects.watch(target.kind, options);
  const stop = core.timers.after((options.timeoutSeconds ?? longestSeconds) * 1000, () => watch.close(), 'background');
  const first = watch.next();
  // A request that cannot be meant is refused at once and not inside the stream; the engine knows within this turn.
  const early = await Promise.race([first.then(nothing, (error: unknown) => error), turn(undefined)]);
  if (early instanceof ApiError && early.reason === 'BadRequest') {
    stop();
    throw early;
  }
  return { type: 'stream', contentType: 'application/json', chunks: frames({ watch, first, encode, stop }) };
}

function nothing(): undefined {
  return undefined;
}

interface Running {
  readonly watch: Watch<KubeObject>;
  readonly first: Promise<readonly WatchEvent<KubeObject>[]>;
  readonly encode: Encode;
  readonly stop: () => void;
}

async function* frames({ watch, first, encode, stop }: Running): AsyncGenerator<string> {
  try {
    for (let events = await first; events.length > 0; events = await watch.next()) yield events.map(encode).join('');
  } catch (error) {
    yield `${JSON.stringify({ type: 'ERROR', object: toStatus(error) })}\n`;
  } finally {
    stop();
    watch.close();
  }
}

function watchOptions(request: ApiRequest, target: ResourceTarget): WatchOptions {
  const { query } = request;
  const {
    limit: _limit,
    continue: _continue,
    resourceVersionMatch: _match,
    ...options
  } = readParameters.list(request, target.namespace, true);
  const sendInitialEvents = readParameters.flag(query, 'sendInitialEvents');
  const timeoutSeconds = readParameters.count(query, 'timeoutSeconds');
  const byName = target.name === undefined ? undefined : `metadata.name=${target.name}`;
  const fieldSelector = [options.fieldSelector, byName].filter((part) => part !== undefined).join(',');
  return {
    ...options,
    ...(fieldSelector === '' ? {} : { fieldSelector }),
    ...(readParameters.flag(query, 'allowWatchBookmarks') ? { allowBookmarks: true } : {}),
    ...(sendInitialEvents ? { sendInitialEvents } : {}),
    ...(timeoutSeconds ? { timeoutSeconds } : {}),
  };
}

/** The texts of objects, made once however many clients watch them; objects never change. */
const texts = new WeakMap<KubeObject, string>();

function encoder(core: ApiServerCore, request: ApiRequest, target: ResourceTarget): Encode {
  const { kind } = target;
  const format = objectFormat(request);
  let headers = true;
  const bookmarks = readParameters.flag(request.query, 'allowWatchBookmarks');
  return (event) => {
    if (event.type === 'BOOKMARK' && !bookmarks) return '';
    const object = event.type === 'BOOKMARK' ? bookmark(kind, event) : event.object;
    if (format.as === undefined) return `{"type":"${event.type}","object":${textOf(object)}}\n`;
    const converted = convertObjects(core, request, { kind, format, headers }).one(object);
    headers = false;
    return `${JSON.stringify({ type: event.type, object: converted })}\n`;
  };
}

function textOf(object: KubeObject): string {
  const known = texts.get(object);
  if (known !== undefined) return known;
  const text = JSON.stringify(object);
  texts.set(object, text);
  return text;
}

function bookmark(
  kind: ResourceTarget['kind'],
  event: { resourceVersion: string; initialEventsEnd: boolean },
): KubeObject {
  const annotations = event.initialEventsEnd ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {};
  const metadata = { resourceVersion: event.resourceVersion, ...annotations } as unknown as KubeObject['metadata'];
  return { kind: kind.kind, apiVersion: apiVersion(kind), metadata };
}

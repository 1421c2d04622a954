import type { KubeObject, Unsaved } from '#api/meta/kube-object.ts';
import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { ResourceTarget } from '../resource-target.ts';
import { placeObject } from './place-object.ts';
import { readPlainBody } from './read-plain-body.ts';
import { writeAnswer } from './write-answer.ts';

/** POST to a collection. */
export async function createObject(core: ApiServerCore, request: ApiRequest, target: ResourceTarget): Promise<Answer> {
  const { kind } = target;
  const duplicates: string[] = [];
  const sent = placeObject(await readPlainBody(request, (sentence) => duplicates.push(sentence)), target);
  return writeAnswer(core, request, {
    kind,
    status: 201,
    duplicates,
    write: (options) => core.objects.create(kind, sent as Unsaved<KubeObject>, options),
  });
}

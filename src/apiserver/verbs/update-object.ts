import type { KubeObject, Unsaved } from '#api/meta/kube-object.ts';
import type { ApiServerCore } from '../api-server-core.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { NamedTarget } from '../resource-target.ts';
import { placeObject } from './place-object.ts';
import { readPlainBody } from './read-plain-body.ts';
import { writeAnswer } from './write-answer.ts';

/** PUT of an object, its status or its scale. */
export async function updateObject(core: ApiServerCore, request: ApiRequest, target: NamedTarget): Promise<Answer> {
  const { kind, subresource } = target;
  const duplicates: string[] = [];
  const body = await readPlainBody(request, (sentence) => duplicates.push(sentence));
  const sent = placeObject(body, target) as Unsaved<KubeObject>;
  return writeAnswer(core, request, {
    kind,
    subresource,
    duplicates,
    write: (options) => core.objects.update(kind, sent, options),
  });
}

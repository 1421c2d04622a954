import type { ProviderModel } from '#providers/contract/model.ts';
import { dockerModel } from '#providers/docker/model.ts';
import { simulatedModel } from '#simulation/simulated-model.ts';

/** The pure half of a type of provider; that of none in particular where no Provider is concerned. */
export function modelOf(type: string): ProviderModel {
  return type === dockerModel.type ? dockerModel : simulatedModel;
}

import type { Finding } from '#capabilities/finding.ts';
import { engineCheck } from './checks/engine-check.ts';
import { kernelCheck } from './checks/kernel-check.ts';
import { networkCheck } from './checks/network-check.ts';
import { roomCheck } from './checks/room-check.ts';
import { stateCheck } from './checks/state-check.ts';
import type { Survey } from './survey.ts';

/** All there is to say of a machine, from what was read of it. */
export function judgeSurvey(survey: Survey): readonly Finding[] {
  const checks = [stateCheck, engineCheck, roomCheck, kernelCheck, networkCheck];
  return [...checks.flatMap((check) => check(survey)), ...survey.inspected];
}

import type { Finding } from '#capabilities/finding.ts';
import type { Survey } from './survey.ts';

/** Judges one thing of a survey; pure. */
export type Check = (survey: Survey) => readonly Finding[];

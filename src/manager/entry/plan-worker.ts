import { sealGlobals } from '../plans/seal-globals.ts';

/** The thread that computes plans: the manager's own waits for nothing. It is sealed before anything else is loaded. */
const time = sealGlobals();
const { answerQuestions } = await import('../plans/answer-questions.ts');
answerQuestions(time);

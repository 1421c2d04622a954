import { answerQuestions } from '../plans/answer-questions.ts';

/** The thread that computes plans: the manager's own waits for nothing. */
answerQuestions();

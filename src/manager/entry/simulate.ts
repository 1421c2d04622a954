import { sealGlobals } from '../plans/seal-globals.ts';

/** The thread that lives scenarios. It is sealed before anything else is loaded. */
const time = sealGlobals();
const { answerSimulations } = await import('../simulate/answer-simulations.ts');
answerSimulations(time);

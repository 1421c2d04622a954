import { describeDriverConformance } from '#providers/contract/conformance.ts';
import { openSimulatedWorld } from './testing/open-simulated-world.ts';

describeDriverConformance('simulated', openSimulatedWorld);

// A process that rotates the key of a store and nothing else, to be killed while it does.
import { rotateKey } from '../rotate-key.ts';

const [directory = '', keys = ''] = process.argv.slice(2);
await rotateKey({ directory, keys });

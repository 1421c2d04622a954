/** The storage's thread: the bundle has its own file for it. */
import '#storage/sqlite/worker.ts';

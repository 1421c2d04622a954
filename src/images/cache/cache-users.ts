import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Which artifacts one image of one state directory is made of. */
export interface CacheUser {
  /** The state directory. */
  readonly home: string;
  /** Name of the MachineImage. */
  readonly image: string;
  readonly purpose: 'machine' | 'endpoint';
  readonly keys: readonly string[];
}

/**
 * Who needs what of a cache, as files in it: several state directories use one cache, and who cleans it for one of them
 * must leave what images of another are made of.
 */
export interface CacheUsers {
  /** Replaces what was noted of this image and purpose. */
  note(user: CacheUser): Promise<void>;
  /** All that are still there. A state directory that is gone needs nothing. */
  list(): Promise<readonly { readonly user: CacheUser; forget(): Promise<void> }[]>;
}

export function cacheUsers(root: string): CacheUsers {
  const folder = join(root, 'users');
  return {
    async note(user) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = createHash('sha256')
        .update(`${user.home}\0${user.image}\0${user.purpose}`)
        .digest('hex')
        .slice(0, 32);
      const partial = join(folder, `.${name}.${randomUUID()}`);
      await writeFile(partial, JSON.stringify(user), { mode: 0o600, flush: true });
      await rename(partial, join(folder, `${name}.json`));
    },
    async list() {
      const names = await readdir(folder).catch(() => []);
      const read = names
        .filter((name) => name.endsWith('.json'))
        .map(async (name) => {
          const file = join(folder, name);
          const forget = () => rm(file, { force: true });
          const user = await readUser(file);
          if (user) return [{ user, forget }];
          await forget();
          return [];
        });
      return (await Promise.all(read)).flat();
    },
  };
}

/** Undefined where it cannot be read, or is of a state directory that is gone. */
async function readUser(file: string): Promise<CacheUser | undefined> {
  try {
    const user = JSON.parse(await readFile(file, 'utf8')) as CacheUser;
    await stat(user.home);
    return user;
  } catch {
    return undefined;
  }
}

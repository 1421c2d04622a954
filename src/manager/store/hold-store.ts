import { StoreDatabase } from '#storage/sqlite/store-database.ts';

/** Does something with the files of a store that nobody else may hold meanwhile. */
export async function holdStore<R>(directory: string, use: (store: StoreDatabase) => Promise<R>): Promise<R> {
  const store = new StoreDatabase({ directory, durability: 'power-cut' });
  try {
    return await use(store);
  } finally {
    store.close();
  }
}

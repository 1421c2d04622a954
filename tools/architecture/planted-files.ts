/** Source texts by path. */
export type PlantedFiles = Readonly<Record<string, string>>;

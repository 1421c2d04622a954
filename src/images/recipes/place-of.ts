import { type OfficialPlaces, officialPlaces } from './official-places.ts';

/** The address to use for one that a recipe names: recipes name the projects' own places, so that a copy elsewhere is the same artifact. */
export function placeOf(address: string, places: OfficialPlaces): string {
  for (const name of ['downloads', 'projects', 'registry'] as const) {
    if (address.startsWith(`${officialPlaces[name]}/`)) {
      return places[name].replace(/\/$/, '') + address.slice(officialPlaces[name].length);
    }
  }
  return address;
}

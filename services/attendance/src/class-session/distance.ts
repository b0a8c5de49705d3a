// Where a capture was made, and how far that is from where it should have been made.
export type Position = { readonly latitude: number; readonly longitude: number };
export type Site = Position & { readonly radiusMetres: number };

const earthRadiusMetres = 6_371_000;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Along the great circle. */
export function metresBetween(one: Position, other: Position): number {
  const [lat1, lat2] = [radians(one.latitude), radians(other.latitude)];
  const halfLatitude = Math.sin((lat2 - lat1) / 2);
  const halfLongitude = Math.sin(radians(other.longitude - one.longitude) / 2);
  const chord = halfLatitude ** 2 + Math.cos(lat1) * Math.cos(lat2) * halfLongitude ** 2;
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** The edge belongs to the site. */
export const isWithin = (site: Site, position: Position): boolean => metresBetween(site, position) <= site.radiusMetres;

/**
 * The units from the top of the tree down to the one that a path belongs to: `1.2.9.` is the city 1, its county 2 and
 * its township 9. An empty path belongs to nothing.
 */
export function unitsOnPath(path: string): number[] {
  return path.split('.').slice(0, -1).map(Number);
}

export const thenAndNow: unknown[] = [];
export async function seedCheck(_services: unknown): Promise<unknown[]> {
  return [];
}

export function searchTokens(name: string): string[] {
  return [name.toLowerCase()];
}

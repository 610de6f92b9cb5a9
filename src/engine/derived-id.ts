/**
 * The id of a record that another one makes: always the same, so that what was made can be named before it is there
 * and is never made twice. Shaped as a UUID of version 8.
 */
export function derivedId(from: string, what: string): string {
  const parts = [0, 1, 2, 3].map((n) => hash(`${n}/${from}/${what}`));
  const hex = parts.map((part) => part.toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** FNV-1a with the last mixing of murmur3: no secret is in it, only as good a spread as 32 bits give. */
function hash(text: string): number {
  let h = 2_166_136_261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16_777_619);
  h = Math.imul(h ^ (h >>> 16), 2_246_822_507);
  h = Math.imul(h ^ (h >>> 13), 3_266_489_909);
  return (h ^ (h >>> 16)) >>> 0;
}

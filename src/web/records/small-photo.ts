/**
 * A photograph made small enough for a village's network: at most 1,600 pixels, and drawn anew, so that nothing of what
 * the camera wrote into it goes along: no position, no name of the telephone, no time.
 */
export const longestSide = 1600;

/** The size to which it is drawn: never larger than it is. */
export function sizeWithin(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** Null for what this browser cannot read as a picture. */
export async function smallPhoto(file: Blob): Promise<Blob | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(
    () => null,
  );
  if (!picture) return null;
  const size = sizeWithin(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  Object.assign(canvas, size);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, size.width, size.height);
  picture.close();
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.82));
}

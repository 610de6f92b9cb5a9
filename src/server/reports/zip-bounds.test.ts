import JSZip from 'jszip';
import { expect, it } from 'vitest';
import { boundedZip } from './zip-bounds.ts';

const zipped = async (name: string, options: object = {}, text = 'x') => {
  const zip = new JSZip();
  zip.file('word/document.xml', '<w:document/>');
  // Its own reader would make a plain path of it: written as an attacker writes it.
  zip.file('placeholder', text, options);
  const content = await zip.generateAsync({ type: 'nodebuffer', platform: 'UNIX' });
  const wanted = Buffer.from(name.padEnd(11, 'x').slice(0, 11));
  for (
    let at = content.indexOf('placeholder');
    at >= 0;
    at = content.indexOf('placeholder', at + 1)
  )
    wanted.copy(content, at);
  return content;
};
const refused = expect.objectContaining({ kind: 'invalid' });

it('a plain container opens, with the true sizes of its parts', async () => {
  expect(await boundedZip(await zipped('word/a..xml'))).toContainEqual({
    name: 'word/a..xml',
    bytes: 1,
  });
});

it.each([
  '../../evil',
  '/etc/passwd',
  '..\\..\\evil',
  'C:\\evil.txt',
  'a/b/../../..',
  'word\0.xml',
])('a part that is called %s leads out of it, and is refused', async (name) => {
  await expect(boundedZip(await zipped(name))).rejects.toEqual(refused);
});

it('a link to another file is refused, wherever it leads', async () => {
  const link = await zipped('word/a.link', { unixPermissions: 0o120_777 }, '/etc/passwd');
  await expect(boundedZip(link)).rejects.toEqual(refused);
  const plain = await zipped('word/a.text', { unixPermissions: 0o100_644 });
  expect((await boundedZip(plain)).map(({ name }) => name)).toContain('word/a.text');
});

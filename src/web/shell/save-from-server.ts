/**
 * Saves a file that the server makes. Unlike a plain link it can ask for the password when the session has expired, and
 * a refusal is told on the page and not saved as a file.
 */
import { ApiProblem, onceMore, problemFrom, readJson } from './api.ts';
import type { Text } from '#engine/text.ts';

/** Answers with the name of the file. Throws an ApiProblem like every request. */
export async function saveFromServer(path: string, signal?: AbortSignal): Promise<string> {
  const asked: RequestInit = { credentials: 'same-origin', ...(signal ? { signal } : {}) };
  const response = await onceMore(async () => {
    const answer = await fetch(path, asked).catch(() => null);
    if (!answer) throw new ApiProblem('offline', 0, unreachable);
    if (!answer.ok) throw problemFrom(answer.status, await readJson(answer));
    return answer;
  });
  const name = nameIn(response.headers.get('content-disposition')) ?? 'document.docx';
  return saveBlob(await response.blob(), name);
}

/** Hands a file to the browser, as a download would; answers with its name. */
export function saveBlob(file: Blob, name: string): string {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return name;
}

const unreachable: Text = {
  en: 'The file could not be fetched. Try again in a moment.',
  zh: '文件未能取回，请稍后重试。',
};

function nameIn(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1];
  return encoded ? decodeURIComponent(encoded) : null;
}

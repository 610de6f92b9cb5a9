/**
 * The page for where there is no network: a service worker keeps the application's own files, never a record. A browser
 * has one on localhost and over HTTPS alone; elsewhere the telephone entry says so.
 */
export function registerKeeping(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  void navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
}

/** What this page was loaded from is kept, also what came before the worker was there. */
export async function keepThisPage(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const { active } = await navigator.serviceWorker.ready;
  const parts = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
  active?.postMessage({ keep: parts.filter((path) => path.startsWith('/assets/')) });
}

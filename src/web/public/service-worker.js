/**
 * Opens the telephone entry where there is no network: the page and its parts are kept, records never. The browser has
 * this only on localhost and over HTTPS; elsewhere the page says so.
 */
const kept = 'taizhang-page-1';

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => {
  const old = caches.keys().then((names) => names.filter((name) => name !== kept));
  event.waitUntil(
    old
      .then((names) => Promise.all(names.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  // What the server says is never kept here: it is somebody's, and of this moment.
  if (pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') event.respondWith(newestPage(request));
  else if (pathname.startsWith('/assets/') || ['/seal.svg', '/browser-check.js'].includes(pathname))
    event.respondWith(keptPart(request));
});

self.addEventListener('message', (event) => {
  const parts = (event.data?.keep ?? []).filter((part) => part.startsWith('/assets/'));
  const keep = async () => {
    const cache = await caches.open(kept);
    const missing = [];
    for (const part of ['/', ...parts]) if (!(await cache.match(part))) missing.push(part);
    await cache.addAll(missing);
  };
  event.waitUntil(keep());
});

/** Every address of the application is the same page. */
async function newestPage(request) {
  const cache = await caches.open(kept);
  try {
    const answer = await fetch(request);
    const isPage = (answer.headers.get('content-type') ?? '').startsWith('text/html');
    if (answer.ok && isPage) await cache.put('/', answer.clone());
    return answer;
  } catch (error) {
    const before = await cache.match('/');
    if (before) return before;
    throw error;
  }
}

/** Its name says what is in it: once here, it need not be asked for again. */
async function keptPart(request) {
  const cache = await caches.open(kept);
  const before = await cache.match(request);
  if (before) return before;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

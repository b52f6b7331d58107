// The service worker that serves /scan offline. One file without imports, because classic workers run in every browser.

// Inserted by vite.config.ts: every file that the scanner may request, and a version that changes with any of them.
declare const FILES: string[]
declare const VERSION: string

interface Waiting extends Event {
  waitUntil(done: Promise<unknown>): void
}
interface Asked extends Event {
  request: Request
  respondWith(answer: Promise<Response>): void
}
interface Worker {
  addEventListener(type: 'install' | 'activate', on: (event: Waiting) => void): void
  addEventListener(type: 'fetch', on: (event: Asked) => void): void
  clients: { claim(): Promise<void> }
  location: Location
  navigator: Navigator
}

{
  const worker = self as unknown as Worker
  const PAGE = '/scan'
  const CONFIG = '/config.json'
  const cacheName = `scanner-${VERSION}`
  const PATIENCE = 2_500

  worker.addEventListener('install', event => {
    event.waitUntil(
      caches.open(cacheName).then(cache => cache.addAll([PAGE, CONFIG, ...FILES].map(path => new Request(path, { cache: 'reload' })))),
    )
  })

  // Runs once all pages of the previous version are closed, which may still request its files.
  worker.addEventListener('activate', event => {
    const old = (name: string) => name.startsWith('scanner-') && name !== cacheName
    event.waitUntil(
      caches
        .keys()
        .then(names => Promise.all(names.filter(old).map(name => caches.delete(name))))
        .then(() => worker.clients.claim()),
    )
  })

  worker.addEventListener('fetch', event => {
    const { request } = event
    const { origin, pathname } = new URL(request.url)
    if (request.method !== 'GET' || origin !== worker.location.origin) return
    if (request.mode === 'navigate') event.respondWith(fromNetwork(request, PAGE))
    else if (pathname === CONFIG) event.respondWith(fromNetwork(request, CONFIG))
    else if (FILES.includes(pathname)) event.respondWith(kept(pathname).then(answer => answer ?? fetch(request)))
  })

  /** The latest page from the network, else the cached one of this worker's version, whose files are cached too. */
  async function fromNetwork(request: Request, path: string): Promise<Response> {
    const answer = await kept(path)
    if (answer && !worker.navigator.onLine) return answer
    try {
      const fresh = await fetch(request, answer ? { signal: AbortSignal.timeout(PATIENCE) } : undefined)
      return fresh.ok || !answer ? fresh : answer
    } catch (error) {
      if (answer) return answer
      throw error
    }
  }

  const kept = async (path: string) => (await caches.open(cacheName)).match(path)
}

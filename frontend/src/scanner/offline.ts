/** Registers the service worker that serves the scanner offline. Its file is at the root, so that its scope can be `/scan`. */
export function beReadyForOffline() {
  // Not in development, where a cache would serve outdated files.
  if (!import.meta.env.PROD || !navigator.serviceWorker) return
  void navigator.serviceWorker.register('/scan-worker.js', { scope: '/scan' }).catch(() => undefined)
}

/** Resolves once the scanner is cached on the device; never where service workers are unavailable. */
export const worksOffline = async (): Promise<boolean> => (await navigator.serviceWorker?.ready) !== undefined

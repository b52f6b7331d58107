/** Registers what answers for the network when there is none. Its file is at the root, because it answers for `/scan`. */
export function beReadyForOffline() {
  // In development the files change all the time.
  if (!import.meta.env.PROD || !navigator.serviceWorker) return
  void navigator.serviceWorker.register('/scan-worker.js', { scope: '/scan' }).catch(() => undefined)
}

/** Answers once this part of the site is kept on the device; never where it cannot be. */
export const worksOffline = async (): Promise<boolean> => (await navigator.serviceWorker?.ready) !== undefined

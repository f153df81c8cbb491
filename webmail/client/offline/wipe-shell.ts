// The shell that opens the webmail without a network, taken out of this browser.

/** Rejects where a browser forbids it. */
export async function wipeShell(): Promise<void> {
  if ('serviceWorker' in navigator)
    for (const registration of await navigator.serviceWorker.getRegistrations())
      await registration.unregister()
  if ('caches' in globalThis) for (const name of await caches.keys()) await caches.delete(name)
}

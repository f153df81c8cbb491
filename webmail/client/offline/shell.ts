// The service worker of whoever keeps their messages on this computer: opens the page where there is no network. With one, the
// page always comes from the server, so that it is never older than the server; its files, named by what is in them, come from
// here. What it has is put there once, when it is installed, and goes with the next build.

import { pageOrKept } from './shell-page.ts'
import { shellRoute } from './shell-route.ts'

interface Extendable extends Event {
  readonly waitUntil: (work: Promise<unknown>) => void
}

interface Fetching extends Event {
  readonly request: Request
  /** What the browser asked for itself while this was started; undefined where it does not. */
  readonly preloadResponse?: Promise<Response | undefined>
  readonly respondWith: (answer: Promise<Response>) => void
}

declare global {
  interface WindowEventMap {
    readonly install: Extendable
    readonly activate: Extendable
    readonly fetch: Fetching
  }
}
declare const skipWaiting: () => Promise<void>
declare const registration: { readonly navigationPreload?: { readonly enable: () => Promise<void> } }
declare const clients: { readonly claim: () => Promise<void> }

/** The build writes them here, and what they are together; the first is what the page begins with. */
const files: readonly string[] = ['shell-files']
const name = 'vaguemestre-shell-version'
/** Longer than that nobody looks at an empty page. */
const patienceMs = 5000

addEventListener('install', (event) => event.waitUntil(install()))
addEventListener('activate', (event) => event.waitUntil(activate()))
addEventListener('fetch', (event) => {
  const { request } = event
  const route = shellRoute(request, location.origin)
  if (route === 'page') event.respondWith(page(event))
  if (route === 'file') event.respondWith(file(request))
})

async function install(): Promise<void> {
  const cache = await caches.open(name)
  const answer = await fetch('/', { cache: 'no-store' })
  const html = await answer.clone().text()
  // The server has another build by now: its own worker comes next.
  if (!answer.ok || !html.includes(files[0] ?? '')) throw new Error('another build')
  await Promise.all([cache.put('/', answer), cache.addAll([...files])])
  await skipWaiting()
}

async function activate(): Promise<void> {
  for (const each of await caches.keys()) if (each !== name) await caches.delete(each)
  // A page that the browser asks for comes with what it asks first; one that is asked for here does not (http/preloaded-answers.ts).
  await registration.navigationPreload?.enable()
  await clients.claim()
}

const page = ({ request, preloadResponse }: Fetching): Promise<Response> =>
  pageOrKept({
    fetched: (async () => (await preloadResponse) ?? (await fetch(request)))(),
    kept: () => caches.match('/', { cacheName: name }),
    patience: new Promise((resolve) => setTimeout(resolve, patienceMs)),
  })

const file = async (request: Request): Promise<Response> =>
  (await caches.match(request, { cacheName: name })) ?? (await fetch(request))

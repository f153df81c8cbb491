// The page behind a link of the daily letter: shows on GET what it is about, acts on POST alone. A form and nothing else,
// so that it works on whatever phone opens it; what it knows and does is the route's (admin/api/held/held-links.ts).

import type { z } from 'zod'
import { html } from '#core/html.ts'
import { reasonTexts } from '#core/trace/reason-text.ts'
import type { RouteName } from '#http/contract/route.ts'
import { heldLinkView } from '../../contract/held-link.ts'
import { heldLinkHandlers } from '../held/held-links.ts'
import { serveRoute } from '../http/serve-route.ts'
import type { ApiParts } from '../ports.ts'
import { type HeldLinkWords, heldLinkWords } from './held-link-words.ts'
import { languageOf, type Page, pageResponse } from './page.ts'

export const heldLinkPath = '/retenu/:token'

interface Visit {
  readonly request: Request
  readonly token: string
  readonly client: string
}

export async function serveHeldLinkPage(parts: ApiParts, visit: Visit): Promise<Response> {
  const language = languageOf(visit.request)
  const words = heldLinkWords[language]
  const answer = await askRoute(parts, visit)
  const { title, content, status } = await contentOf(answer, words, language)
  return pageResponse({
    title: `${title} — ${words.product}`,
    language,
    status,
    body: html`<header>${words.product}</header>
<main>
<h1>${title}</h1>
${content}
</main>`,
  })
}

/** The form needs no proof of where it stands: whoever knows the token may do what it says from anywhere. */
async function askRoute(parts: ApiParts, { request, token, client }: Visit): Promise<Response> {
  const posted = request.method === 'POST'
  const name: RouteName = `${posted ? 'POST' : 'GET'} /held-links/{token}`
  const route = heldLinkHandlers.find((each) => each.name === name)
  if (route === undefined) throw new Error(`no route ${name}`)
  const asked = posted
    ? new Request(request.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
    : new Request(request.url)
  return await serveRoute(parts, { route, request: asked, params: { token }, client })
}

interface Content {
  readonly title: string
  readonly content: Page['body']
  readonly status: number
}

type Language = Page['language']

async function contentOf(answer: Response, words: HeldLinkWords, language: Language): Promise<Content> {
  const saying = ({ title, text }: { readonly title: string; readonly text: string }, status: number) => ({
    title,
    content: html`<p>${text}</p>`,
    status,
  })
  const body = (await answer.json()) as { readonly code?: unknown; readonly current?: unknown }
  if (body.code === 'not-found') return saying(words.noLink, 404)
  if (body.code === 'virus-stays-held') return saying(words.virus, 409)
  const view = heldLinkView.safeParse(body.code === 'changed-meanwhile' ? body.current : body)
  if (!view.success) return saying(words.later, 503)
  const { state, action } = view.data
  switch (state) {
    case 'open':
      return { title: words.ask[action].title, content: question(view.data, words, language), status: 200 }
    case 'deciding':
      return saying({ title: words.doneTitle, text: words.done[action] }, 200)
    case 'settled':
      return saying(words.settled, 200)
    case 'expired':
      return saying(words.expired, 200)
  }
}

function question(
  { action, recipient, author, reason, since }: z.infer<typeof heldLinkView>,
  { labels, unknownSender, ask }: HeldLinkWords,
  language: Language,
): Page['body'] {
  const reasons: Readonly<Record<string, string>> = reasonTexts[language]
  const line = (label: string, value: string) => html`<div><dt>${label}</dt><dd>${value}</dd></div>\n`
  return html`<dl>
${line(labels.from, author === null || author === '' ? unknownSender : author)}${line(labels.to, recipient)}${since === null ? '' : line(labels.since, shownDay(new Date(since), language))}${reason === null ? '' : line(labels.why, reasons[reason] ?? reason)}</dl>
<p>${ask[action].text}</p>
<form method="post"><button type="submit"${action === 'delete' ? html` class="plain"` : ''}>${ask[action].button}</button></form>`
}

const shownDay = (at: Date, language: Language): string =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    timeZone: 'Europe/Paris',
    dateStyle: 'full',
    timeStyle: 'short',
  }).format(at)

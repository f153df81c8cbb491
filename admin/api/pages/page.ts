// A page of the server itself, for whoever has no panel in front of them: no script, both themes, nothing from elsewhere.

import { createHash } from 'node:crypto'
import { type Html, html } from '#core/html.ts'
import type { Language } from '#core/language.ts'
import { pageStyle } from './page-style.ts'

export interface Page {
  readonly title: string
  readonly language: Language
  readonly body: Html
  readonly status?: number
}

const styleDigest = createHash('sha256').update(pageStyle.text).digest('base64')

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${styleDigest}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  // The address of such a page may be a secret.
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
}

export function pageResponse({ title, language, body, status = 200 }: Page): Response {
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${pageStyle}</style>
</head>
<body>
${body}
</body>
</html>
`
  return new Response(page.text, { status, headers })
}

/** French, unless a browser puts English before it. */
export function languageOf(request: Request): Language {
  const asked = (request.headers.get('accept-language') ?? '').toLowerCase()
  const english = asked.search(/\ben\b/)
  const french = asked.search(/\bfr\b/)
  return english >= 0 && (french < 0 || english < french) ? 'en' : 'fr'
}

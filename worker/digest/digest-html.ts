// A digest as HTML that needs no picture, no script and nothing from elsewhere, and reads in order without its style.
// Pure. Every value goes through `html`, which escapes it.

import type { HeldAction } from '#core/held/held-link.ts'
import { type Html, html } from '#core/html.ts'
import type { Digest, DigestEntry, Entries } from './digest.ts'
import { type EntryLine, entryLines, isNotFromHere } from './entry-lines.ts'
import type { DigestWords } from './words.ts'

/**
 * The colours of both themes are those of the interfaces; each pair is 4.5:1 or more. No action is filled with colour:
 * what is held may be dangerous, and nothing should press anybody to receive it.
 */
const style = html`
:root{color-scheme:light dark}
body{margin:0;background:#fbfaf7;color:#1b2430;font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:40rem;margin:0 auto;padding:24px 16px}
h1{font-size:22px;line-height:1.25;margin:0 0 16px}
h2{font-size:18px;line-height:1.25;margin:32px 0 8px}
p{margin:0 0 12px}
ol{list-style:none;margin:24px 0 0;padding:0}
li{background:#fff;border:1px solid #d9dce1;border-radius:10px;margin:0 0 16px;padding:16px}
h3{font-size:16px;line-height:1.5;margin:0 0 8px;overflow-wrap:anywhere}
.address{display:block;color:#4a5565;font-weight:400}
dl{margin:0 0 12px}
dl div{margin:0 0 2px}
dt{display:inline;color:#4a5565}
dd{display:inline;margin:0;overflow-wrap:anywhere}
a{color:#0f6b5e}
.actions{margin:0 -8px -8px 0}
.actions a{display:inline-block;border:1px solid #868e9b;border-radius:6px;color:#1b2430;font-weight:600;margin:0 8px 8px 0;padding:9px 16px;text-decoration:none}
.actions .release{border-color:#0f6b5e;color:#0f6b5e}
footer{border-top:1px solid #d9dce1;color:#4a5565;margin:24px 0 0;padding:16px 0 0}
@media (prefers-color-scheme:dark){
body{background:#12171d;color:#eceff3}
li{background:#1a2129;border-color:#2c3641}
.address,dt,footer{color:#b4bdc9}
a{color:#5cc5b2}
.actions a{border-color:#6b7785;color:#eceff3}
.actions .release{border-color:#5cc5b2;color:#5cc5b2}
footer{border-color:#2c3641}
}`

export function digestHtml(digest: Digest, words: DigestWords): string {
  const { fresh, soon, linked } = digest
  const count = fresh.shown.length + fresh.more
  const title = words.subject(count)
  return html`<!DOCTYPE html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${words.greeting(digest.name)}</p>
<p>${words.opening(count)} ${words.ending(count)}</p>
${linked ? '' : html`<p>${words.askTheTeam}</p>\n`}${listed(fresh, digest, words)}
${soon.shown.length === 0 ? '' : soonPart(digest, words)}<footer>
<p>${words.doubt}</p>
${linked ? html`<p>${words.linksAreYours}</p>\n` : ''}<p>${words.closing}</p>
<p>${words.teamOf(digest.department)}</p>
</footer>
</main>
</body>
</html>
`.text
}

function soonPart(digest: Digest, words: DigestWords): Html {
  const count = digest.soon.shown.length + digest.soon.more
  return html`<h2>${words.soonTitle(count)}</h2>
<p>${words.soonOpening(count)}</p>
${listed(digest.soon, digest, words)}
`
}

const listed = ({ shown, more }: Entries, digest: Digest, words: DigestWords): Html => html`<ol>
${shown.map((entry) => item(entry, digest, words))}</ol>${more === 0 ? '' : html`\n<p>${words.more(more)}</p>`}`

const item = (entry: DigestEntry, digest: Digest, words: DigestWords): Html => html`<li>
<h3>${sender(entry, words)}</h3>
<dl>
${entryLines(entry, digest, words).map((line) => definition(line, words))}</dl>
${isNotFromHere(entry) ? html`<p>${words.notFromHere}</p>\n` : ''}${actions(entry, words)}</li>
`

/** Names of strangers stand apart, so that no script of theirs turns around what we say beside it. */
function sender({ senderName, senderAddress }: DigestEntry, { unknownSender }: DigestWords): Html {
  if (senderName === '' && senderAddress === '') return html`${unknownSender}`
  if (senderName === '') return html`<bdi>${senderAddress}</bdi>`
  return html`<bdi>${senderName}</bdi>${senderAddress === '' ? '' : html` <bdi class="address">${senderAddress}</bdi>`}`
}

const definition = ({ label, value, foreign }: EntryLine, { colon }: DigestWords): Html =>
  html`<div><dt>${label}${colon.trimEnd()}</dt> <dd>${foreign === true ? html`<bdi>${value}</bdi>` : value}</dd></div>\n`

function actions(entry: DigestEntry, words: DigestWords): Html | '' {
  const linked = entry.actions.flatMap(({ action, url }) => (url === null ? [] : [{ action, url }]))
  if (linked.length === 0) return ''
  return html`<p class="actions">
${linked.map((one) => link(one, entry, words))}</p>
`
}

/** Each says which message it is for, to whoever goes from link to link. */
function link(
  { action, url }: { readonly action: HeldAction; readonly url: string },
  { subject, senderName, senderAddress }: DigestEntry,
  words: DigestWords,
): Html {
  const about = subject || senderName || senderAddress || words.unknownSender
  const name = `${words.actions[action]}${words.colon}${about}`
  return html`<a class="${action}" href="${url}" aria-label="${name}">${words.actions[action]}</a>\n`
}

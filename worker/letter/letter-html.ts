// A letter as HTML that needs no picture, no script and nothing from elsewhere, and reads in order without its style. Pure.
// Every value goes through `html`, which escapes it.

import { type Html, html } from '#core/html.ts'
import type { Letter, LetterBlock } from './letter.ts'

/** The colours of both themes are those of the interfaces; each pair is 4.5:1 or more. */
const style = html`
:root{color-scheme:light dark}
body{margin:0;background:#fbfaf7;color:#1b2430;font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:40rem;margin:0 auto;padding:24px 16px}
h1{font-size:22px;line-height:1.25;margin:0 0 16px}
p{margin:0 0 12px;overflow-wrap:anywhere}
ul{margin:0 0 12px;padding:0 0 0 24px}
li{margin:0 0 4px}
blockquote{margin:0 0 12px;padding:0 0 0 12px;border-left:3px solid #868e9b;overflow-wrap:anywhere}
.label{color:#4a5565;margin:0 0 4px}
.act a{display:inline-block;border:1px solid #0f6b5e;border-radius:6px;color:#0f6b5e;font-weight:600;padding:9px 16px;text-decoration:none}
footer{border-top:1px solid #d9dce1;color:#4a5565;margin:24px 0 0;padding:16px 0 0}
@media (prefers-color-scheme:dark){
body{background:#12171d;color:#eceff3}
blockquote{border-color:#6b7785}
.label,footer{color:#b4bdc9}
.act a{border-color:#5cc5b2;color:#5cc5b2}
footer{border-color:#2c3641}
}`

export const letterHtml = ({ language, subject, blocks, reference, team }: Letter): string =>
  html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${subject}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${subject}</h1>
${blocks.map(blockHtml)}<footer>
<p>${reference}</p>
<p>${team}</p>
</footer>
</main>
</body>
</html>
`.text

function blockHtml(block: LetterBlock): Html {
  switch (block.kind) {
    case 'text':
      return html`<p>${block.text}</p>\n`
    case 'list':
      return html`<ul>
${block.items.map((item) => html`<li>${item}</li>\n`)}</ul>\n`
    // What a person wrote stands apart, so that no script of theirs turns around what we say beside it.
    case 'quote':
      return html`<p class="label">${block.label}</p>\n<blockquote><bdi>${block.text}</bdi></blockquote>\n`
    case 'link':
      return html`<p class="act"><a href="${block.url}">${block.text}</a></p>\n`
  }
}

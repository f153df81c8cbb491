// HTML of strangers made safe: what stays, what goes, what is counted.

import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { expect, test } from 'vitest'
import type { ImageSources } from '#webmail/api/message/message-images.ts'
import { sanitiseHtml } from '#webmail/api/message/sanitise-html.ts'
import { harmIn } from './harm-in.ts'

const blocked: ImageSources = {
  ofContentId: (id) => (id === 'logo@x' ? '/parts/2' : null),
  ofAddress: null,
}
const asked: ImageSources = {
  ...blocked,
  ofAddress: (address) => `/remote?address=${encodeURIComponent(address)}`,
}
const safe = (html: string, sources = blocked): string => sanitiseHtml(html, sources).html

test.each([
  ['<p>Bonjour <b>à</b> &lt;tous&gt; &amp; toutes', '<p>Bonjour <b>à</b> &lt;tous&gt; &amp; toutes</p>'],
  ['<body bgcolor="#FFF"><p>x</body>', '<div bgcolor="#FFF"><p>x</p></div>'],
  [
    '<table width="100%" cellpadding=4><tr><td colspan=2 nowrap>x',
    '<table cellpadding="4" width="100%"><tr><td colspan="2" nowrap>x</td></tr></table>',
  ],
  ['a<script>canary()</script>b<style>p{}</style>c<title>t</title>', 'abc'],
  ['<p onclick="canary()" ONLOAD=x data-x=1 style="position:fixed">x', '<p>x</p>'],
  ['<form action=/x><input value=y><button>Payer</button></form>', 'Payer'],
  ['<div id=app name=x class="gmail_quote a;b">x', '<div id="m-app" class="m-gmail_quote">x</div>'],
  ['<a name="top">x</a><a href="#top">y</a>', '<a id="m-top">x</a><a href="#m-top">y</a>'],
  ['<bdo dir=rtl>x</bdo>\u202Emoc.live', 'xmoc.live'],
  [
    '<p title="</p><script>canary()</script>">x',
    '<p title="&lt;/p&gt;&lt;script&gt;canary()&lt;/script&gt;">x</p>',
  ],
  ['<td colspan=99999 width=99999>x', '<td>x</td>'],
  ['<scr\0ipt>canary()</scr\0ipt>x', 'x'],
])('%s → %s', (written, expected) => {
  expect(safe(written)).toBe(expected)
})

test('images of the message itself → by the URL that is given; those that it has not → their words', () => {
  const { html, contentIds } = sanitiseHtml(
    '<img src="CID:logo%40x" width=9><img src=cid:no alt=Plan>',
    blocked,
  )
  expect(html).toBe('<img width="9" src="/parts/2" /><img alt="Plan" />')
  expect([...contentIds]).toEqual(['logo@x'])
})

test('remote images → named and counted, and by our proxy once the reader asked', () => {
  const written =
    '<img src="https://a.test/1.png" alt=x><img srcset="//a.test/2.png 2x, //a.test/3.png">' +
    '<td background="http://a.test/4.png"><p style="background:red url(https://a.test/5.png)">'
  const kept = sanitiseHtml(written, blocked)
  expect(kept.remoteImages).toBe(4)
  expect(kept.html).toBe(
    '<img alt="x" data-remote-src="https://a.test/1.png" /><img data-remote-src="https://a.test/2.png" />' +
      '<td data-remote-background="http://a.test/4.png">' +
      '<p style="background-color:red" data-remote-background="https://a.test/5.png"></p></td>',
  )
  const shown = safe(written, asked)
  expect(shown).toContain('<img alt="x" src="/remote?address=https%3A%2F%2Fa.test%2F1.png" />')
  expect(shown).toContain(
    'style="background-color:red;background-image:url(&quot;/remote?address=https%3A%2F%2Fa.test%2F5.png&quot;)"',
  )
  expect(shown).not.toMatch(/data-remote/)
})

test.each([
  '<img src=https://t.test/ width=1 height=1>',
  '<img src=https://t.test/ height=0>',
  '<img src=https://t.test/ style="width:1px;height:1px">',
  '<img src=https://t.test/ style="display:none !important">',
  '<img src=https://t.test/ style="opacity:0">',
  '<img src=https://t.test/ hidden>',
])('%s → never asked for, whatever the reader asks for', (written) => {
  const { html, trackers, remoteImages } = sanitiseHtml(`<p>${written}<img src=https://a.test/></p>`, asked)
  expect({ trackers, remoteImages }).toEqual({ trackers: 1, remoteImages: 1 })
  expect(html).toBe('<p><wbr /><img src="/remote?address=https%3A%2F%2Fa.test%2F" /></p>')
})

test('a link whose text names another domain → marked; one that names its own → by its domain alone', () => {
  const { html, links } = sanitiseHtml(
    '<a href="https://evil.com/"><b>impots</b>.gouv.fr</a><a href="https://www.saulieu.fr/">saulieu.fr</a>' +
      '<a href="https://evil.com/"><img src=x alt="impots.gouv.fr"></a>',
    blocked,
  )
  expect(links.map(({ shown, named }) => [shown, named])).toEqual([
    ['evil.com', 'impots.gouv.fr'],
    ['saulieu.fr', null],
    ['evil.com', 'impots.gouv.fr'],
  ])
  expect(html).toContain(
    '<a href="https://evil.com/" target="_blank" rel="noopener noreferrer nofollow" data-domain="evil.com" data-named="impots.gouv.fr"><b>impots</b>.gouv.fr</a>',
  )
  expect(html).toContain('data-domain="saulieu.fr">saulieu.fr</a>')
})

test('a URL of our proxy with quotes and brackets → still one URL in a style', () => {
  const hostile = { ...blocked, ofAddress: () => `/x?")};body{background:url(https://canary.invalid/)` }
  const style = safe('<p style="background:url(https://a.test/)">', hostile)
  expect(style).toBe(
    '<p style="background-image:url(&quot;/x?%22%29};body{background:url%28https://canary.invalid/%29&quot;)"></p>',
  )
})

test.each([
  ['more than is worked on', `${'x'.repeat(2 * 1024 * 1024)}<p>end`],
  ['cut within a tag', `${'x'.repeat(2 * 1024 * 1024 - 3)}<p title="y">end`],
  ['layers without end', '<div>'.repeat(100_000)],
  ['elements without number', '<br>'.repeat(200_000)],
  ['layers and ends of others', '<div>'.repeat(100_000) + '</b>'.repeat(100_000)],
])('%s → cut, and said', (_, written) => {
  const { html, cut } = sanitiseHtml(written, blocked)
  expect(cut).toBe(true)
  expect(html).not.toMatch(/end|title/)
  expect(depthOf(html)).toBeLessThanOrEqual(256)
})

function depthOf(html: string): number {
  let [depth, deepest] = [0, 0]
  new Parser({
    onopentag() {
      depth += 1
      deepest = Math.max(deepest, depth)
    },
    onclosetag() {
      depth -= 1
    },
  }).end(html)
  return deepest
}

test('cut within a character → none of it', () => {
  expect(safe(`${'x'.repeat(2 * 1024 * 1024 - 1)}\u{1f600}`).isWellFormed()).toBe(true)
})

/** The work is counted by what the parser is given to do, not by a clock. */
test.each([
  ['entities', '&amp;', 5],
  ['signs that open', '<', 4],
  ['attributes', '<p a=b c d="', 9],
  ['comments', '<!--', 1],
  ['character data', '<![CDATA[', 1],
  ['links', '<a href=//x>', 16],
  ['unclosed values', '<p title="', 1],
  ['styles', '<p style="a:(', 2],
  ['numeric entities', '&#60;', 4],
])('a megabyte of %s → an answer of proportionate length, harmless', (_, piece, most) => {
  const written = piece.repeat(1_000_000 / piece.length)
  const { html } = sanitiseHtml(written, blocked)
  expect(html.length).toBeLessThanOrEqual(written.length * most)
  expect(harmIn(html.slice(0, 100_000))).toEqual([])
})

const pieces = [
  ...'<script> </script> <style> </style> <svg> </svg> <math> <mtext> <mglyph> <title> </title> <noscript> </noscript>'.split(
    ' ',
  ),
  ...'<textarea> </textarea> <template> <iframe> </iframe> <xmp> <plaintext> <select> <table> <td> <tr> <p> </p>'.split(
    ' ',
  ),
  ...'<!-- --> --!> <![CDATA[ ]]> <? <! </ < > " \' ` = / & &lt; &gt; &quot; &#x3c; &#60 &Tab; \\'.split(' '),
  ...'<a <img <p <b <body <base <object <embed <link <meta <form <input src= href= style= onerror= background='.split(
    ' ',
  ),
  ...'canary() javascript: https://canary.invalid/ //canary.invalid/ url(https://canary.invalid/) data:text/html, cid:x'.split(
    ' ',
  ),
  ...'position:fixed; width=1 id=x name=y srcset= xlink:href= <foreignObject> <annotation-xml> \u0000 \u000b \u202e'.split(
    ' ',
  ),
  ' ',
]

test('any order of dangerous pieces → nothing that runs or loads, the same when made safe again', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
      const once = sanitiseHtml(parts.join(''), blocked).html
      expect(harmIn(once)).toEqual([])
      expect(harmIn(sanitiseHtml(once, blocked).html)).toEqual([])
    }),
    { numRuns: 3_000 },
  )
})

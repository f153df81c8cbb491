// Where history is folded, by the programs that people write with, and where it must not be.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sanitiseHtml } from '#webmail/api/message/sanitise-html.ts'
import { splitQuoteInHtml } from '#webmail/api/message/split-quote.ts'
import { splitQuoteInText } from '#webmail/api/message/split-quote-in-text.ts'
import { textOfHtml } from '#webmail/api/message/text-of-html.ts'
import { harmIn } from './harm-in.ts'

const shownHtml = (html: string): string =>
  sanitiseHtml(html, { ofContentId: () => null, ofAddress: null }).html
const textOnOneLine = (html: string): string => textOfHtml(html).replace(/\s+/g, ' ')

/** `own / quoted`, or null. */
function split(html: string, subject = 'Re: Devis'): string | null {
  const found = splitQuoteInHtml(shownHtml(html), subject)
  return found === null ? null : `${textOnOneLine(found.own)} / ${textOnOneLine(found.quoted)}`
}

const gmailLine =
  '<div dir="ltr" class="gmail_attr">Le lun. 3 mars 2025 à 14:12, Claire &lt;<a href="mailto:c@x.fr">c@x.fr</a>&gt; a écrit :<br></div>'
const outlookFields =
  '<p><b>De :</b> Claire &lt;c@x.fr&gt;<br><b>Envoyé :</b> lundi 3 mars 2025 14:12<br><b>À :</b> Marc<br><b>Objet :</b> Devis</p>'

test.each([
  [
    'Gmail',
    `<div dir=ltr>Merci</div><br><div class="gmail_quote gmail_quote_container">${gmailLine}<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">Voici</blockquote></div>`,
    'Merci / Le lun. 3 mars 2025 à 14:12, Claire <c@x.fr> a écrit : > Voici',
  ],
  [
    'Outlook for Windows',
    `<div class=WordSection1><p class=MsoNormal>Merci</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>${outlookFields}</div></div><p>Voici</p></div>`,
    'Merci / De : Claire <c@x.fr> Envoyé : lundi 3 mars 2025 14:12 À : Marc Objet : Devis Voici',
  ],
  [
    'Outlook of the web',
    `<div>Merci</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg" dir="ltr">${outlookFields}</div><div>Voici</div>`,
    'Merci / De : Claire <c@x.fr> Envoyé : lundi 3 mars 2025 14:12 À : Marc Objet : Devis Voici',
  ],
  [
    'Outlook that leaves no mark',
    `<p>Merci</p><p>-----Message d'origine-----<br>De : Claire<br>Envoyé : lundi<br>À : Marc<br>Objet : Devis</p><p>Voici</p>`,
    "Merci / -----Message d'origine----- De : Claire Envoyé : lundi À : Marc Objet : Devis Voici",
  ],
  [
    'fields without any mark',
    `<p>Merci</p>${outlookFields}<p>Voici</p>`,
    'Merci / De : Claire <c@x.fr> Envoyé : lundi 3 mars 2025 14:12 À : Marc Objet : Devis Voici',
  ],
  [
    'Thunderbird',
    '<p>Merci</p><div class="moz-cite-prefix">Le 03/03/2025 à 14:12, Claire a écrit :<br></div><blockquote type="cite" cite="mid:x"><p>Voici</p></blockquote>',
    'Merci / Le 03/03/2025 à 14:12, Claire a écrit : > Voici',
  ],
  [
    'Apple',
    'Merci<br><div><br><blockquote type="cite"><div>Le 3 mars 2025 à 14:12, Claire &lt;c@x.fr&gt; a écrit :</div><br><div>Voici</div></blockquote></div>',
    'Merci / > Le 3 mars 2025 à 14:12, Claire <c@x.fr> a écrit : > > Voici',
  ],
  [
    'Yahoo',
    '<div>Merci</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>Le lundi 3 mars 2025 à 14:12, Claire a écrit :</div><div>Voici</div></div>',
    'Merci / Le lundi 3 mars 2025 à 14:12, Claire a écrit : Voici',
  ],
  [
    'Orange',
    '<p>Merci</p><blockquote style="border-left:2px solid #ff6600">&gt; Message du 03/03/25 14:12<br>&gt; De : "Claire"<br>&gt; A : "Marc"<br>&gt; Objet : Devis<br>&gt; Voici</blockquote>',
    'Merci / > > Message du 03/03/25 14:12 > > De : "Claire" > > A : "Marc" > > Objet : Devis > > Voici',
  ],
  [
    'a webmail that says it in words alone',
    '<p>Merci</p><p>Le 3 mars 2025 à 14:12, Claire a écrit&nbsp;:</p><blockquote>Voici</blockquote>',
    'Merci / Le 3 mars 2025 à 14:12, Claire a écrit : > Voici',
  ],
  [
    'English',
    '<div>Thanks</div><div>On Mon, Mar 3, 2025 at 2:12 PM Claire wrote:</div><blockquote>Here</blockquote>',
    'Thanks / On Mon, Mar 3, 2025 at 2:12 PM Claire wrote: > Here',
  ],
])('%s → folded', (_, html, expected) => {
  expect(split(html)).toBe(expected)
})

test('the rule of Outlook above its history → part of the history, and what was open is closed', () => {
  const html = `<div>Merci<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">${outlookFields}</div></div>`
  expect(splitQuoteInHtml(shownHtml(html), '')).toMatchObject({
    own: '<div>Merci</div>',
    quoted: expect.stringMatching(/^<div><div id="m-appendonsend"><\/div><hr \/>/),
  })
})

const gmailQuote = (inner: string) => `<div class="gmail_quote">${gmailLine}${inner}</div>`

test.each([
  ['no quote', '<p>Bonjour</p>'],
  ['a quote alone', gmailQuote('<blockquote class="gmail_quote">Voici</blockquote>')],
  ['an answer below', `<p>Bonjour</p>${gmailQuote('<blockquote>Voici</blockquote>')}<p>Réponse</p>`],
  [
    'an image below',
    `<p>Bonjour</p>${gmailQuote('<blockquote>Voici</blockquote>')}<img src="https://a.test/x.png">`,
  ],
  [
    'an answer within',
    `<p>Bonjour</p>${gmailQuote('<blockquote>1</blockquote><div>Réponse</div><blockquote>2</blockquote>')}`,
  ],
  [
    'an answer at the end of the quote',
    `<p>Bonjour</p>${gmailQuote('<blockquote>1</blockquote><div>Réponse</div>')}`,
  ],
  [
    'an answer before the quote, within',
    `<p>Bonjour</p>${gmailQuote('<div>Réponse</div><blockquote>1</blockquote>')}`,
  ],
  ['answers that are announced', `<p>Mes réponses en rouge</p>${outlookFields}<p>Voici</p>`],
  [
    'what Gmail sends on',
    '<p>Pour info</p><div class="gmail_quote">---------- Forwarded message ---------<br>De : Claire<br>Date : lundi<br>Objet : x<br>Voici</div>',
  ],
  ['a citation of a text', '<p>Bonjour</p><blockquote>Art. L. 2121-29</blockquote>'],
  ['a rule that is a design', '<p>Bonjour</p><div style="border-top:1px solid #ccc">Mentions légales</div>'],
  [
    'several quotes with answers between',
    '<p>Bonjour</p><blockquote type=cite>1</blockquote>oui<blockquote type=cite>2</blockquote>',
  ],
])('%s → not folded', (_, html) => {
  expect(split(html)).toBeNull()
})

test.each(['TR: Devis', 'Fwd: Devis', 'TR : Devis'])('sent on as %j → not folded', (subject) => {
  expect(split(`<p>Pour info</p>${outlookFields}<p>Voici</p>`, subject)).toBeNull()
})

test.each([
  ['Merci\n\nLe 3 mars 2025, Claire a écrit :\n> Voici\n>\n> oui\n', 'Merci\n\n'],
  ['Merci\n\nLe lundi 3 mars 2025 à 14:12, Claire Garnier\n<c@x.fr> a écrit :\n\n> Voici', 'Merci\n\n'],
  ['Merci\n> Voici', 'Merci\n'],
  ["Merci\n\n-----Message d'origine-----\nDe : Claire\nEnvoyé : lundi\n\nVoici", 'Merci\n\n'],
  ['Merci\n\nDe : Claire\nEnvoyé : lundi\nÀ : Marc\nObjet : Devis\n\nVoici', 'Merci\n\n'],
  ['Merci\n\n> Message du 03/03/25 14:12\n> De : Claire', 'Merci\n\n'],
])('%j → folded after %j', (text, own) => {
  expect(splitQuoteInText(text, 'Re: x')).toEqual({ own, quoted: text.slice(own.length) })
})

test.each([
  '',
  'Bonjour',
  '> Voici\nRéponse',
  '> Voici',
  'Bonjour\n> Voici\nRéponse\n> oui\n',
  'Bonjour\n\nLe 3 mars, Claire a écrit :\n> Voici\n\nRéponse',
  'Voir mes réponses ci-dessous\n> Voici',
  'Pour info\n\n---------- Message transféré ---------\nDe : Claire\nDate : lundi\nObjet : x\n\nVoici',
  'Le maire a écrit : venez.',
])('%j → not folded', (text) => {
  expect(splitQuoteInText(text, 'Re: x')).toBeNull()
})

test('any mixture of quotes → two halves that are whole, and nothing lost', () => {
  const piece = fc.constantFrom(
    ...[
      gmailLine,
      outlookFields,
      gmailQuote('<blockquote>x</blockquote>'),
      '<blockquote type=cite>',
      '</blockquote>',
    ],
    ...[
      '<div>',
      '</div>',
      '<p>a',
      'b',
      '<br>',
      '<div class=moz-cite-prefix>',
      '<div id=divRplyFwdMsg>',
      '<table><tr><td>',
      '</table>',
    ],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const html = shownHtml(pieces.join(''))
      const found = splitQuoteInHtml(html, '')
      if (found === null) return
      const { own, quoted } = found
      expect(harmIn(own)).toEqual([])
      expect(harmIn(quoted)).toEqual([])
      expect(textOnOneLine(own)).not.toBe('')
      expect((textOfHtml(own) + textOfHtml(quoted)).replace(/[\s>-]/g, '')).toBe(
        textOfHtml(html).replace(/[\s>-]/g, ''),
      )
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  '<blockquote>a</blockquote>',
  '<div class=moz-cite-prefix>a</div>',
  'De :<br>',
  '<blockquote type=cite>',
])('half a megabyte of %s → an answer', (piece) => {
  const html = shownHtml(`x${piece.repeat(500_000 / piece.length)}`)
  expect(splitQuoteInHtml(html, '')?.own.length ?? 0).toBeLessThan(html.length)
})

// The body of a message from its parts.

import { expect, test } from 'vitest'
import { messageHtml } from '#webmail/api/message/message-html.ts'
import { readableParts } from '#webmail/api/message/readable-parts.ts'
import { parsedMessage } from './parsed-message.ts'

const images = { ofContentId: (id: string) => `/parts/${id}`, ofAddress: null }

function shown(message: string, subject = 'Re: x') {
  const { structure, octetsOf } = parsedMessage(message)
  const texts = readableParts(structure).shown.map((part) => ({ part, octets: octetsOf(part.part) }))
  return messageHtml(texts, { subject, images })
}

const plainBlock = '<div style="white-space:pre-wrap;overflow-wrap:anywhere">'

test('a text alone → its history apart', () => {
  expect(shown('Content-Type: text/plain\n\nMerci\n\nLe 3 mars, Claire a écrit :\n> Voici\n')).toMatchObject({
    html: `${plainBlock}Merci\n\n\n</div>`,
    quoted: `${plainBlock}Le 3 mars, Claire a écrit :\n</div><blockquote type="cite">${plainBlock}Voici\n</div></blockquote>${plainBlock}\n</div>`,
  })
})

test('HTML → its history apart', () => {
  expect(
    shown(
      'Content-Type: text/html; charset=utf-8\n\n<p>Merci</p><p>Le 3 mars, Claire a écrit :</p><blockquote>Voici</blockquote>',
    ),
  ).toMatchObject({
    html: '<div class="m-mail-0"><p>Merci</p></div>',
    quoted: '<div class="m-mail-0"><p>Le 3 mars, Claire a écrit :</p><blockquote>Voici</blockquote></div>',
  })
})

test('several texts → one after the other, none reaching into the next', () => {
  const message = shown(
    'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<b>un<!--\n--b\n\ndeux <x@y.fr>\n--b\nContent-Type: text/html\n\n--><i>trois<img src=cid:a><img src=https://a.test/x>\n--b--\n',
  )
  expect(message.html).toMatch(
    /^<div class="m-mail-0"><b>un<\/b><\/div><div class="m-mail-1"><div .*>deux &#60;<a .*<\/div><\/div><div class="m-mail-2">--&gt;<i>trois/s,
  )
  expect(message).toMatchObject({ remoteImages: 1, cut: false, quoted: null, contentIds: new Set(['a']) })
  expect(message.links.map(({ shown: domain }) => domain)).toEqual(['y.fr'])
})

test('style sheets → below the class of their own text', () => {
  const { html, styles } = shown(
    'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<style>p{color:red}</style><p>a\n--b\nContent-Type: text/html\n\n<style>p{color:blue}</style><p>b\n--b--\n',
  )
  expect(styles).toBe('.m-mail-0 p{color:red}\n.m-mail-1 p{color:blue}')
  expect(html).toBe('<div class="m-mail-0"><p>a</p></div><div class="m-mail-1"><p>b</p></div>')
})

test('nothing to read → nothing', () => {
  expect(messageHtml([], { subject: '', images })).toMatchObject({ html: '', quoted: null, cut: false })
})

test('more text, or more texts, than is worked on → cut, and said', () => {
  expect(shown(`Content-Type: text/html\n\n${'x'.repeat(2_100_000)}`).cut).toBe(true)
  const many = `Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(30)}--b--\n`
  const { html, cut } = shown(many)
  expect({ texts: html.split('>x').length - 1, cut }).toEqual({ texts: 20, cut: true })
})

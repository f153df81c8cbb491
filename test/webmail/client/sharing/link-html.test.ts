import { expect, test } from 'vitest'
import { textOfHtml } from '#webmail/api/message/text-of-html.ts'
import { holdsLink, linkHtml } from '#webmail/client/sharing/link-html.ts'
import { sharing } from '#webmail/client/words/fr/sharing.ts'

const shown = {
  ...{ name: 'Plan <du> bourg & "lot 2".pdf', size: '21\u00a0Mo', until: '29 décembre 2026' },
  ...{ address: 'https://contenu.cotedor.fr/fichier/AbC-_1', hasPassword: true },
}

test('a link in a message → what it leads to, until when, and the address in the plain text as well', () => {
  expect(textOfHtml(linkHtml(shown, sharing))).toBe(
    [
      'Fichier à télécharger\u00a0: Plan <du> bourg & "lot 2".pdf (21\u00a0Mo), jusqu’au 29 décembre 2026. Un mot de passe vous sera donné à part.',
      'https://contenu.cotedor.fr/fichier/AbC-_1',
    ].join('\n'),
  )
})

test('a name with what HTML means something by → no element but ours', () => {
  const html = linkHtml({ ...shown, name: '<img src=x onerror=alert(1)>' }, sharing)
  expect(html.match(/<\w+/g)).toEqual(['<p', '<br', '<a'])
})

test('a text with such a link → it holds one; another link, or its address said in words → none', () => {
  const address = `https://contenu.cotedor.fr/fichier/${'AbC-_1xy'.repeat(4)}`
  expect(holdsLink(linkHtml({ ...shown, address }, sharing))).toBe(true)
  expect(holdsLink('<p><a href="https://cotedor.fr/fichier/plan.pdf">Plan</a></p>')).toBe(false)
  expect(holdsLink(`<p>${address}</p>`)).toBe(false)
})

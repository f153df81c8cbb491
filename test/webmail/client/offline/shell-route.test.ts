import { expect, test } from 'vitest'
import { shellRoute } from '#webmail/client/offline/shell-route.ts'

const own = 'https://courriel.cote-dor.test'

test.each([
  ['navigate', '/b/mairie@mairie-saulieu.test/INBOX/7', 'page'],
  ['navigate', '/', 'page'],
  ['navigate', '/connexion', 'network'],
  ['navigate', '/accessibilite', 'network'],
  ['navigate', '/premiere-visite?code=1', 'network'],
  ['navigate', '/api/v1/boxes/1/attachment?part=2', 'network'],
  ['cors', '/assets/index-a1b2.js', 'file'],
  ['cors', '/api/v1/session', 'network'],
  ['cors', '/health', 'network'],
  ['same-origin', '/shell.js', 'network'],
] as const)('%s %s → %s', (mode, path, route) => {
  expect(shellRoute({ method: 'GET', mode, url: own + path }, own)).toBe(route)
})

test('another host, or something that changes → the network alone', () => {
  const elsewhere = 'https://contenu.cote-dor.test/assets/frame-a1b2.js'
  expect(shellRoute({ method: 'GET', mode: 'navigate', url: elsewhere }, own)).toBe('network')
  expect(shellRoute({ method: 'GET', mode: 'cors', url: elsewhere }, own)).toBe('network')
  expect(shellRoute({ method: 'POST', mode: 'cors', url: `${own}/assets/a.js` }, own)).toBe('network')
})

import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type HeldLink, heldActions, heldLinkToken, verifyHeldLink } from '#core/held/held-link.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import { Secret } from '#core/secret.ts'
import { address } from '#test/support/database/commune.ts'

const key = new Secret('k')
const second = 1000

const instants = fc.integer({ min: 1_000_000_000, max: 4_000_000_000 }).map((seconds) => seconds * second)
const locals = fc.stringMatching(/^[a-zé']{1,20}(\.[a-z]{1,10})?$/)
const links: fc.Arbitrary<HeldLink> = fc.record({
  queueId: instants.map(newQueueId),
  recipient: locals.map((local) => address(`${local}@mairie-saulieu.test`)),
  action: fc.constantFrom(...heldActions),
  expiresAt: instants.map((at) => new Date(at)),
})
const tokens = links.map((link) => heldLinkToken(link, key))

test('any link → a token that needs no escaping, and says the same until it expires', () => {
  fc.assert(
    fc.property(links, fc.nat(), (link, early) => {
      const token = heldLinkToken(link, key)
      expect(encodeURIComponent(token)).toBe(token)
      expect(verifyHeldLink(token, link.expiresAt.getTime() - 1 - early, key)).toEqual({ kind: 'ok', link })
    }),
  )
})

test('at its end and any time later → expired', () => {
  fc.assert(
    fc.property(links, fc.nat(), (link, late) => {
      const verified = verifyHeldLink(heldLinkToken(link, key), link.expiresAt.getTime() + late, key)
      expect(verified).toEqual({ kind: 'expired', link })
    }),
  )
})

test('any character replaced, added or taken away → never ok, never expired', () => {
  const characters = fc.constantFrom(...'ABCXYZabcxyz0189-_.=+/ é\0\n')
  fc.assert(
    fc.property(tokens, fc.nat(), characters, fc.constantFrom(0, 1), (token, where, character, taken) => {
      const at = where % token.length
      const touched = token.slice(0, at) + character + token.slice(at + taken)
      fc.pre(touched !== token)
      expect(['forged', 'malformed']).toContain(verifyHeldLink(touched, 0, key).kind)
      const shortened = token.slice(0, at) + token.slice(at + 1)
      expect(['forged', 'malformed']).toContain(verifyHeldLink(shortened, 0, key).kind)
    }),
  )
})

test('the signature of another link → forged', () => {
  fc.assert(
    fc.property(tokens, tokens, (one, other) => {
      fc.pre(one !== other)
      const [version, text] = one.split('.')
      expect(verifyHeldLink(`${version}.${text}.${other.split('.')[2]}`, 0, key)).toEqual({ kind: 'forged' })
    }),
  )
})

test('another key → forged', () => {
  fc.assert(
    fc.property(tokens, (token) => {
      expect(verifyHeldLink(token, 0, new Secret('other'))).toEqual({ kind: 'forged' })
    }),
  )
})

test('any text at all → an answer, and not ok', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
      expect(verifyHeldLink(text, 0, key)).toEqual({ kind: 'malformed' })
    }),
  )
})

const signed = (payload: unknown, version = 'v1') => {
  const text = Buffer.from(JSON.stringify(payload)).toString('base64url')
  const mac = createHmac('sha256', 'k').update(`held-link;${version};${text}`).digest('base64url')
  return `${version}.${text}.${mac}`
}
const id = newQueueId(0)
const claire = 'claire@mairie-saulieu.test'

test.each([
  ['another version', signed([id, claire, 'release', 9], 'v2')],
  ['an action we do not know', signed([id, claire, 'forward', 9])],
  ['no id', signed(['x', claire, 'release', 9])],
  ['no address', signed([id, 'claire', 'release', 9])],
  ['no end', signed([id, claire, 'release'])],
  ['something more', signed([id, claire, 'release', 9, 1])],
  ['an object', signed({ id })],
])('signed by us, with %s → malformed', (_, token) => {
  expect(verifyHeldLink(token, 0, key)).toEqual({ kind: 'malformed' })
})

import { expect, test } from 'vitest'
import { showAllowed } from '#cli/held/show-allowed.ts'
import type { CommuneId } from '#core/address/directory.ts'
import type { SenderRule } from '#core/policies/sender-rule.ts'
import { address } from '#test/support/database/commune.ts'
import { senderRule } from '#test/support/gateway/policy-book.ts'

const author = address('jean@fournisseur.test')
const saulieu = { commune: 'c-1' as CommuneId, communeName: 'Saulieu' }
const nolay = { commune: 'c-2' as CommuneId, communeName: 'Nolay' }
const own = senderRule('allow', 'address', author)

test.each<[string, readonly (readonly SenderRule[])[], boolean]>([
  ['nothing else', [[own]], false],
  ['a denial of the domain beside it', [[own, senderRule('deny', 'domain', 'fournisseur.test')]], true],
  ['a denial of the département', [[senderRule('deny', 'domain', 'fournisseur.test')], [own]], true],
  ['a denial of the address by the département', [[senderRule('deny', 'address', author)], [own]], true],
  ['a denial of another domain', [[senderRule('deny', 'domain', 'else.test')], [own]], false],
  ['a denied network, which no address is', [[senderRule('deny', 'network', '0.0.0.0/0')], [own]], false],
])('an author who is allowed, and %s → what holds is said', (_what, lists, refused) => {
  const lines = showAllowed(author, [saulieu], () => lists)
  expect(lines[0]).toMatch(/^jean@fournisseur\.test is on the list /)
  expect(lines.slice(1).join()).toMatch(refused ? /^Saulieu refuses jean@fournisseur\.test / : /^$/)
})

test('two mailboxes of one commune and one of another that refuses → one line for it', () => {
  const lists = (commune: CommuneId) =>
    commune === 'c-2' ? [[own, senderRule('deny', 'domain', 'fournisseur.test')]] : [[own]]
  const lines = showAllowed(author, [saulieu, nolay, nolay, saulieu], lists)
  expect(lines.slice(1)).toEqual([expect.stringMatching(/^Nolay refuses /)])
})

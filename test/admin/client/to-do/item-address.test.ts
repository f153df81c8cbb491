import { describe, expect, test } from 'vitest'
import { grouped, placeOf, type ToDoItem } from '#admin/client/to-do/item-address.ts'

const item = (given: Partial<ToDoItem>): ToDoItem => ({
  id: 'x',
  kind: 'mailbox-full',
  severity: 'harm',
  commune: { id: 'c-1', name: 'Saulieu' },
  subject: 'mairie@mairie-saulieu.fr',
  fields: {},
  since: null,
  target: { kind: 'mailbox', id: 'm-1' },
  ...given,
})

describe('where the button leads', () => {
  test('a mailbox, a person, a batch of communes → the page of that one', () => {
    expect(placeOf(item({}))).toBe('/boites/m-1')
    expect(placeOf(item({ target: { kind: 'person', id: 'p-1' } }))).toBe('/personnes/p-1')
    expect(placeOf(item({ target: { kind: 'welcome', id: 'w-1' } }))).toBe('/accueil/w-1')
  })

  test('a commune → its people', () => {
    const target = { kind: 'commune', id: 'c-1' } as const
    expect(placeOf(item({ kind: 'nobody-came-in', target }))).toBe('/communes/c-1/acces')
  })

  test('held messages → the quarantine of that commune', () => {
    expect(placeOf(item({ target: { kind: 'held', id: null } }))).toBe('/quarantaine?commune=c-1')
  })

  test('outgoing mail → to approve, set aside, or the destination that takes nothing', () => {
    const target = { kind: 'queue', id: 'c-1' } as const
    expect(placeOf(item({ kind: 'approval-waiting', target }))).toBe(
      '/file-attente?etat=approuver&commune=c-1',
    )
    expect(placeOf(item({ kind: 'mail-set-aside', target }))).toBe('/file-attente?etat=retenus&commune=c-1')
    const stopped = { kind: 'queue', id: 'orange.fr' } as const
    expect(placeOf(item({ kind: 'destination-silent', commune: null, target: stopped }))).toBe(
      '/file-attente/destinations?q=orange.fr',
    )
  })

  test('an alert → the alerts, where it is looked at, not the sign-ins', () => {
    const target = { kind: 'security', id: 'a-1' } as const
    expect(placeOf(item({ kind: 'alert', target }))).toBe('/securite/alertes')
    expect(placeOf(item({ kind: 'attacked-account', target }))).toBe('/securite')
  })

  test('one’s own request for a second person → where it is taken back; another’s → the person', () => {
    const target = { kind: 'person', id: 'p-1' } as const
    expect(placeOf(item({ kind: 'factor-reset-asked', target }))).toBe('/equipe/second-facteur')
    expect(placeOf(item({ kind: 'factor-reset', target }))).toBe('/personnes/p-1')
  })

  test('what has no page of its own → the page of such things', () => {
    expect(placeOf(item({ target: { kind: 'security', id: 'a-1' } }))).toBe('/securite')
    expect(placeOf(item({ target: { kind: 'status', id: null } }))).toBe('/etat')
  })
})

test('items of two severities → two groups, the most harmful first, none empty', () => {
  const groups = grouped([item({ id: 'b', severity: 'soon' }), item({ id: 'a', severity: 'harm' })])
  expect(groups.map(({ severity, items }) => [severity, items.length])).toEqual([
    ['harm', 1],
    ['soon', 1],
  ])
})
